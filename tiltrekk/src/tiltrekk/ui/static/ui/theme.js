// Sets light or dark before anything is painted: the person's choice, else the system's.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = root.dataset.theme || (system.matches ? "dark" : "light");
    root.setAttribute("data-bs-theme", chosen);
  };
  apply();
  system.addEventListener("change", apply);
})();
