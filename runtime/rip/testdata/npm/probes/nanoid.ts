// needs crypto
import { customAlphabet, nanoid } from "nanoid";

export const value = [nanoid().length, /^[\w-]+$/.test(nanoid()), /^[ab]{5}$/.test(customAlphabet("ab", 5)()), nanoid() !== nanoid()].join();
export const want = "21,true,true,true";
