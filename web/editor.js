// CodeMirror with SPARQL, as one function: window.sparqlEditor({ parent, doc, nonce, terms, run, label }).
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.literal, tags.number], color: "var(--code-string)" },
  { tag: [tags.atom, tags.url, tags.labelName], color: "var(--code-term)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

const KEYWORDS = "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES ORDER BY GROUP BY HAVING LIMIT OFFSET CONSTRUCT ASK DESCRIBE COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT EXISTS NOT REGEX CONTAINS STR LANG DATATYPE BOUND IF COALESCE".split(" ");

function completing(terms) {
  const options = [
    ...terms.map(({ term, label }) => ({ label: term, detail: label, type: "property" })),
    ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
  ];
  return (context) => {
    const word = context.matchBefore(/[\w:?-]+/);
    return word || context.explicit ? { from: word ? word.from : context.pos, options, validFor: /^[\w:?-]*$/ } : null;
  };
}

/** Typing over a selection: left to itself, Chromium writes style attributes, which the pages' policy forbids. */
const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const plain = event.inputType === "insertText" && event.data && !/^[([{"']$/.test(event.data);
    if (!plain || view.composing || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

window.sparqlEditor = ({ parent, doc, nonce, terms, run, label }) => {
  const keys = [{ key: "Mod-Enter", run: () => (run(), true), preventDefault: true }];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc,
      extensions: [
        EditorView.cspNonce.of(nonce), EditorView.lineWrapping, EditorView.contentAttributes.of({ "aria-label": label }),
        replacing, lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(),
        autocompletion({ override: [completing(terms)], activateOnTypingDelay: 250 }), StreamLanguage.define(sparql), syntaxHighlighting(COLOURS),
        keymap.of([...keys, ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
    /** Underline where a query cannot be read: line and column from 1, or nothing. */
    wrong(line, column, message) {
      const lines = view.state.doc.lines;
      const row = line ? view.state.doc.line(Math.min(Math.max(1, line), lines)) : null;
      const from = row ? Math.min(row.to, row.from + column - 1) : 0;
      view.dispatch(setDiagnostics(view.state, row ? [{ from: Math.min(from, Math.max(row.from, row.to - 1)), to: row.to, severity: "error", message }] : []));
    },
  };
};
