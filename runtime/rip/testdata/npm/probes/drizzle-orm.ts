import { eq } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/pg-proxy";

const users = pgTable("users", { id: integer().primaryKey(), name: text().notNull() });
const asked: string[] = [];
const db = drizzle(async (sql, params) => {
  asked.push(sql + JSON.stringify(params));
  return { rows: [[1, "you"]] };
});
const rows = await db.select().from(users).where(eq(users.id, 1));

export const value = JSON.stringify(rows) + asked[0];
export const want = '[{"id":1,"name":"you"}]select "id", "name" from "users" where "users"."id" = $1[1]';
