// needs structuredClone
// needs crypto
import { jwtVerify, SignJWT } from "jose";

const key = new TextEncoder().encode("a secret of at least thirty-two bytes");

export const value = async () => {
  const token = await new SignJWT({ name: "you" }).setProtectedHeader({ alg: "HS256" }).sign(key);
  return (await jwtVerify(token, key)).payload.name;
};
export const want = "you";
