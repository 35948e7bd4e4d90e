// The demo province is made once; every test file then starts from its own copy.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function makeProvince() {
  const folder = mkdtempSync(join(tmpdir(), "lachan-browser-"));
  const data = join(folder, "province");
  const printed = execFileSync(program(), ["demo", "--data", data], {
    encoding: "utf8",
    env: { ...process.env, DATABASE_URL: undefined },
  });
  process.env.LACHAN_PROVINCE = data;
  process.env.LACHAN_PROVINCE_PRINTED = printed;
  return () => rmSync(folder, { recursive: true, force: true });
}

export function program(): string {
  const path = process.env.LACHAN_BIN;
  if (!path) throw new Error("LACHAN_BIN is not set: run `cargo xtask test`");
  return path;
}
