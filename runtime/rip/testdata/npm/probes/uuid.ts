// needs crypto
import { v4, v5, validate, version } from "uuid";

export const value = [validate(v4()), version(v4()), v5("x", v5.URL)].join();
export const want = "true,4,d2a2e8cd-fd4b-5c10-bc7b-50e4ac8d2b2c";
