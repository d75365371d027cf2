// Sets the theme that the person chose before anything is painted.
document.documentElement.dataset.theme = localStorage.getItem("incharge-theme") || "system";
