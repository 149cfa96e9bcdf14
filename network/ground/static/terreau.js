// The one script. No act needs it: without it the page is asked for again.

// How far a long work is: <… data-progress="/where/it/is/told"> with a <progress> and an element for words.
for (const part of document.querySelectorAll("[data-progress]")) {
  const stream = new EventSource(part.dataset.progress);
  const again = () => location.reload();
  stream.onmessage = ({ data }) => {
    const { done, whole, words } = JSON.parse(data);
    const bar = part.querySelector("progress");
    if (whole) { bar.max = whole; bar.value = done; }
    part.querySelector("[data-words]").textContent = words;
  };
  stream.addEventListener("end", () => { stream.close(); again(); });
  stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) setTimeout(again, 4000); };
}
