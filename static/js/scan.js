// The scan field. Without this file it is a plain form.
//   #scan-code keeps the focus for a scanner that types, and keeps FNC1: such scanners send Ctrl+] where ASCII 29 is in the code.
//   <u-camera data-library data-wasm>  reads with the browser's own BarcodeDetector where there is one, else with zxing-wasm, which is
//       fetched when the camera is opened for the first time and never before.
// @ts-check

export {};

const field = /** @type {HTMLInputElement} */ (document.getElementById("scan-code"));
const box = /** @type {HTMLElement} */ (document.getElementById("scan-camera"));
const FNC1 = String.fromCharCode(29);
const FORMATS = ["code_128", "data_matrix", "qr_code", "ean_13", "ean_8", "itf"];

field.addEventListener("keydown", (event) => {
  if (!event.ctrlKey || event.key !== "]") return;
  event.preventDefault();
  field.setRangeText(FNC1, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, "end");
});
// The next scan replaces the last one, and needs no touch.
document.addEventListener("htmx:afterSettle", (event) => {
  if (/** @type {HTMLElement} */ (event.target).id !== "scan-found" || !box.hidden) return;
  field.value = "";
  field.focus();
});

/** @param {string} code */
const send = (code) => {
  field.value = code;
  field.form?.requestSubmit();
};

/** @param {string} source @returns {Promise<void>} */
const load = (source) =>
  new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: source, onload: () => done(), onerror: failed });
    document.head.append(script);
  });

/** A function from a picture to the code in it, or nothing.
 *  @param {DOMStringMap} where @returns {Promise<(video: HTMLVideoElement) => Promise<string>>} */
const reader = async (where) => {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  const known = Detector ? await Detector.getSupportedFormats().catch(() => []) : [];
  if (known.includes("data_matrix") && known.includes("code_128")) {
    const detector = new Detector({ formats: FORMATS.filter((format) => known.includes(format)) });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
  }
  await load(where.library ?? "");
  const zxing = /** @type {any} */ (globalThis).ZXingWASM;
  await zxing.prepareZXingModule({ overrides: { locateFile: () => where.wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  return async (video) => {
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    pen.drawImage(video, 0, 0);
    const found = await zxing.readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), { maxNumberOfSymbols: 1, textMode: "Plain" });
    return found[0]?.text ? found[0].symbologyIdentifier + found[0].text : "";
  };
};

class Camera extends HTMLElement {
  connectedCallback() {
    if (!navigator.mediaDevices?.getUserMedia) return;
    this.hidden = false;
    this.querySelector("[data-open]")?.addEventListener("click", () => this.open());
    box.querySelector("[data-close]")?.addEventListener("click", () => this.close());
  }

  async open() {
    const video = /** @type {HTMLVideoElement} */ (box.querySelector("video"));
    const words = /** @type {HTMLElement} */ (box.querySelector("[role=status]"));
    box.hidden = false;
    words.textContent = this.dataset.waiting ?? "";
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
      await video.play();
      await this.watch(video, await reader(this.dataset));
    } catch {
      this.stop(video);
      words.textContent = this.dataset.none ?? "";
    }
  }

  /** @param {HTMLVideoElement} video @param {(video: HTMLVideoElement) => Promise<string>} read */
  async watch(video, read) {
    while (video.srcObject) {
      const code = video.videoWidth ? await read(video).catch(() => "") : "";
      if (code && video.srcObject) {
        this.close();
        navigator.vibrate?.(60);
        send(code);
        return;
      }
      await new Promise((next) => setTimeout(next, 120));
    }
  }

  close() {
    this.stop(/** @type {HTMLVideoElement} */ (box.querySelector("video")));
    box.hidden = true;
    field.focus();
  }

  /** @param {HTMLVideoElement} video */
  stop(video) {
    for (const track of /** @type {MediaStream | null} */ (video.srcObject)?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  }
}
customElements.define("u-camera", Camera);
