// One fresh server with the demo province for each test file.
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "./province";

export class Server {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
    private readonly lines: string[],
  ) {}

  /** Starts a server on a free port and waits until it has said where it listens; on a disk of its own where one is given. */
  static async start(disk?: string): Promise<Server> {
    const folder = mkdtempSync(join(disk ?? tmpdir(), "lachan-browser-"));
    const data = join(folder, "data");
    cpSync(process.env.LACHAN_PROVINCE!, data, { recursive: true });
    const child = spawn(program(), ["serve", "--data", data, "--listen", "127.0.0.1:0"], {
      env: { ...process.env, DATABASE_URL: undefined },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const lines: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        lines.push(chunk.toString());
        const address = lines.join("").match(/http:\/\/127\.0\.0\.1:[1-9]\d*/);
        if (address) resolve(address[0]);
      };
      child.stdout!.on("data", listen);
      child.stderr!.on("data", listen);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the server ended (${code}):\n${lines.join("")}`)));
      setTimeout(() => reject(new Error(`the server names no address:\n${lines.join("")}`)), 20_000).unref();
    });
    return new Server(url, folder, child, lines);
  }

  /** Everything the server has printed and logged so far. */
  log(): string {
    return this.lines.join("");
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGTERM");
      const patience = setTimeout(() => this.process.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(patience);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
