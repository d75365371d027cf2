/** The position of the last event of a source, by source: `{customers: 1042}`. */
export type Positions = Record<string, number>;

const CHANNEL = "incharge-positions";

export function parse(header: string | null): Positions {
  const positions: Positions = {};
  for (const part of header?.split(",") ?? []) {
    const [source, position] = part.trim().split("=");
    if (source && position) positions[source] = Number(position);
  }
  return positions;
}

export function covers(read: Positions, wanted: Positions): boolean {
  return Object.entries(wanted).every(([source, position]) => (read[source] ?? 0) >= position);
}

/**
 * The positions of this browser's own commands. A query asks for them until the stream of changes has passed them, so
 * that a person always finds what he has just changed, in every tab. An answer that covers them does not end that: the
 * service that owns a thing knows it before those that only read of it.
 */
class OwnPositions {
  private readonly own: Positions = {};
  /** The lowest position of each source among the answers so far; null once the stream of changes follows them. */
  private answers: Positions | null = {};
  private readonly channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

  constructor() {
    this.channel?.addEventListener("message", message => this.raise(message.data as Positions));
  }

  /** Takes over the positions of a command of this tab. */
  wrote(positions: Positions): void {
    this.raise(positions);
    this.channel?.postMessage(positions);
  }

  /** Takes note of what an answer reflects. */
  read(positions: Positions): void {
    if (!this.answers) return;
    for (const [source, position] of Object.entries(positions)) {
      this.answers[source] = Math.min(position, this.answers[source] ?? position);
    }
  }

  /** Returns whether answers lack what came before the stream, which begins behind these positions. */
  missed(begin: Positions): boolean {
    const missed = Object.entries(this.answers ?? {}).some(([source, position]) => position < (begin[source] ?? 0));
    this.answers = null;
    return missed;
  }

  /** Forgets what the stream of changes has passed. */
  passed(positions: Positions): void {
    for (const [source, position] of Object.entries(positions)) {
      if ((this.own[source] ?? 0) <= position) delete this.own[source];
    }
  }

  /** Returns the value of Min-Event-Position, or null if there is nothing to wait for. */
  header(): string | null {
    const parts = Object.entries(this.own).map(([source, position]) => `${source}=${position}`);
    return parts.length ? parts.join(", ") : null;
  }

  private raise(positions: Positions): void {
    for (const [source, position] of Object.entries(positions)) {
      if (position > (this.own[source] ?? 0)) this.own[source] = position;
    }
  }
}

export const positions = new OwnPositions();
