export default function Login() {
  return <h1>Log in to our shop</h1>;
}
