import { useState } from 'preact/hooks';
import type { Answer, Call, Failure } from '../api.ts';
import type { OperationId, ResponseOf } from '../../functions/operations/index.ts';
import { usePages } from '../pages.ts';

/** One operation of the service as a form sees it. */
export interface CallState<Id extends OperationId> {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly setFailure: (failure: Failure | undefined) => void;
  readonly send: (call: Call<Id>) => Promise<Answer<ResponseOf<Id>>>;
}

export function useCall<Id extends OperationId>(id: Id): CallState<Id> {
  const { api } = usePages();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const send = async (call: Call<Id>) => {
    setBusy(true);
    setFailure(undefined);
    const answer = await api(id, call);
    setBusy(false);
    if (!answer.ok) setFailure(answer.failure);
    return answer;
  };
  return { busy, failure, setFailure, send };
}
