import { writeCommonPasswords } from '../cli/common-passwords.ts';

writeCommonPasswords();
