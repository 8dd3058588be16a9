/** Reading a message aloud, by a voice of this device only: other voices send the text to somebody's server. */

export class Reader {
  /** The message that is being read. */
  reading: string | null = null;
  readonly #speech = window.speechSynthesis as SpeechSynthesis | undefined;

  constructor(private readonly changed: () => void) {
    this.#speech?.addEventListener?.('voiceschanged', changed);
  }

  /** A local German voice, if there is one. */
  get voice(): SpeechSynthesisVoice | undefined {
    return this.#speech?.getVoices().find((voice) => voice.localService && /^de\b/.test(voice.lang));
  }

  /** Read `text`, or stop when `id` is being read. */
  toggle(id: string, text: string): void {
    const again = this.reading !== id;
    this.stop();
    const { voice } = this;
    if (!again || !voice) return;
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    said.onend = () => { if (this.reading === id) this.stop(); };
    this.reading = id;
    this.#speech!.speak(said);
    this.changed();
  }

  stop(): void {
    if (!this.reading) return;
    this.reading = null;
    this.#speech?.cancel();
    this.changed();
  }
}
