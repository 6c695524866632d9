// The description stands beside the page, wherever the API does, and is told where that is.
const home = new URL(".", location).href;
const options = {
  expandResponses: "200,201,202,204",
  jsonSamplesExpandLevel: 4,
  nativeScrollbars: true,
  requiredPropsFirst: true,
  theme: {
    colors: { primary: { main: "#1b6e35" } },
    typography: {
      fontFamily: "system-ui, sans-serif",
      headings: { fontFamily: "system-ui, sans-serif" },
      code: { fontFamily: "ui-monospace, monospace", color: "#a02020" },
    },
  },
};
const place = document.getElementById("reference");
fetch(home + "v1/openapi.json")
  .then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(answer.status)))
  .then((description) => {
    description.servers[0].url = home;
    Redoc.init(description, options, place);
  })
  .catch((error) => { place.textContent = `The API did not tell what it is (${error.message}). Please load this page again.`; });
