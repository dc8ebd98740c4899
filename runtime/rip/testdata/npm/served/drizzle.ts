import { and, asc, desc, eq, gt, inArray, like, relations, sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, serial, text, timestamp } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/pg-proxy";
import { drizzle as sqliteProxy } from "drizzle-orm/sqlite-proxy";
import { sqliteTable, text as liteText } from "drizzle-orm/sqlite-core";

const users = pgTable("users", { id: serial().primaryKey(), name: text().notNull(), admin: boolean().default(false), made: timestamp({ mode: "date" }) }, (t) => [index("by_name").on(t.name)]);
const posts = pgTable("posts", { id: serial().primaryKey(), by: integer("user_id").references(() => users.id), title: text().notNull() });
const userPosts = relations(users, ({ many }) => ({ posts: many(posts) }));
const postUser = relations(posts, ({ one }) => ({ author: one(users, { fields: [posts.by], references: [users.id] }) }));
const lite = sqliteTable("lite", { key: liteText().primaryKey(), json: liteText({ mode: "json" }) });

const deeds: Record<string, (db: any) => Promise<unknown>> = {
  select: (db) => db.select().from(users).where(and(eq(users.name, "ada"), gt(users.id, 0))).orderBy(desc(users.made), asc(users.id)).limit(10).offset(5),
  join: (db) => db.select({ name: users.name, n: sql<number>`count(*)`.mapWith(Number) }).from(users).leftJoin(posts, eq(posts.by, users.id)).groupBy(users.name).having(gt(sql`count(*)`, 1)),
  insert: (db) => db.insert(users).values([{ name: "ada" }, { name: "bob", admin: true }]).onConflictDoNothing().returning({ id: users.id }),
  update: (db) => db.update(users).set({ name: sql`upper(${users.name})`, made: new Date(0) }).where(inArray(users.id, [1, 2])),
  delete: (db) => db.delete(users).where(like(users.name, "%x%")),
  relations: (db) => db.query.users.findMany({ with: { posts: { columns: { title: true } } }, limit: 1 }),
  prepared: (db) => db.select({ id: users.id }).from(users).where(eq(users.id, sql.placeholder("id"))).prepare("by_id").execute({ id: 7 }),
  fails: (db) => db.select().from(posts),
};
const rows: Record<string, unknown[][]> = { select: [[1, "ada", false, "2024-01-02 03:04:05"]], join: [["ada", "2"]], insert: [[1], [2]], prepared: [[7]], relations: [[1, "ada", null, null, [["first"]]]] };

export default {
  async fetch(request: Request) {
    const deed = new URL(request.url).pathname.split("/")[2];
    const asked: unknown[] = [];
    if (deed === "sqlite") {
      const db = sqliteProxy(async (query, params, method) => { asked.push([query, params, method]); return { rows: [["k", '{"a":1}']] }; });
      return Response.json({ rows: await db.select().from(lite).where(eq(lite.key, "k")), asked });
    }
    const db = drizzle(async (query, params, method) => {
      asked.push([query, params, method]);
      if (deed === "fails") throw new Error("the database is gone");
      return { rows: rows[deed] ?? [] };
    }, { schema: { users, posts, userPosts, postUser } });
    try {
      return Response.json({ rows: await deeds[deed](db), asked });
    } catch (e) {
      return Response.json({ error: (e as Error).message, cause: ((e as Error).cause as Error)?.message }, { status: 500 });
    }
  },
};
