// @rip/api
import "./coercers";
export { formatMoney, isBlank } from "./blank";
export { bail, error, errorEnvelope, notice } from "./failure";
export { withHelpers } from "./helpers";
export { read } from "./read";
export { enableCorsPreflight, hub, setCorsPreflightPolicy } from "./refused";
export { mimeType } from "./send";
export { session } from "./session";
export { start, startHandler } from "./start";
export { ctx, env, mark, requestContext, subrequest } from "./storage";
export { check, getValidator, isRawType, registerValidator, toName, toPhone, validatorNames, validators } from "./validators";
export { after, all, App, before, del, fetch, get, notFound, onError, openapi, patch, post, prefix, put, raw, resetGlobals, use } from "./verbs";
