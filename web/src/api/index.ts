export { type Change, isLive, listen, type Notice, publish, reset } from "./changes";
export {
  type Answer,
  get,
  load,
  patch,
  post,
  put,
  type Query,
  queryString,
  remove,
  type Schema,
  type Upload,
  upload,
} from "./client";
export { changed, queries, type Resource } from "./keys";
export { erasedName } from "./persons";
export { covers, type Positions, parse } from "./positions";
export { Problem, problemOf, textOf } from "./problems";
export { allows, type Operation, useCan } from "./rights";
export { type Preferences, type Session, useSession } from "./session";
export { uuid } from "./uuid";
