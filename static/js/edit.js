// What makes editing handier; loaded for editors only, on every page, since forms arrive by htmx.
import "./annotate.js";
import "./bulk.js";
import "./find.js";
import "./picker.js";
