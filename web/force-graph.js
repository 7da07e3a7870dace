// force-graph as one global; the style that it would write into the page stands in kg's own style sheet.
import ForceGraph from "force-graph";
window.ForceGraph = ForceGraph;
