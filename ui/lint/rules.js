/**
 * Two rules of our own: words come from the texts, and only one file speaks to the app.
 *
 * Missing keys need no rule: the texts are typed, and `tsc` finds them.
 */

const SPOKEN = new Set([
  'title',
  'label',
  'placeholder',
  'alt',
  'hint',
  'error',
  'legend',
  'summary',
  'message',
  'aria-label',
  'aria-description',
]);
const hasWords = (text) => /\p{L}/u.test(text);

/** What an expression may put on the screen by itself: its texts, also those behind a condition or within a template. */
function spokenBy(node) {
  switch (node?.type) {
    case 'Literal':
      return [[node, node.value]];
    case 'TemplateLiteral':
      return node.quasis.map((part) => [part, part.value.cooked]);
    case 'ConditionalExpression':
      return [...spokenBy(node.consequent), ...spokenBy(node.alternate)];
    case 'LogicalExpression':
      return spokenBy(node.right);
    case 'JSXExpressionContainer':
      return spokenBy(node.expression);
    default:
      return [];
  }
}

/** No text on a screen outside src/texts. */
export const wordsFromTexts = {
  meta: { type: 'problem', schema: [], messages: { words: 'Words belong in src/texts: "{{words}}".' } },
  create(context) {
    const look = (node, text) => {
      if (typeof text === 'string' && hasWords(text))
        context.report({ node, messageId: 'words', data: { words: text.trim().slice(0, 40) } });
    };
    return {
      JSXText: (node) => look(node, node.value),
      JSXAttribute(node) {
        const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
        if (SPOKEN.has(name)) for (const [at, text] of spokenBy(node.value)) look(at, text);
      },
      ':matches(JSXElement, JSXFragment) > JSXExpressionContainer'(node) {
        for (const [at, text] of spokenBy(node)) look(at, text);
      },
    };
  },
};

/** `@tauri-apps` is imported by src/backend/tauri.ts and by nothing else. */
export const onlyDoor = {
  meta: { type: 'problem', schema: [], messages: { door: 'Only src/backend/tauri.ts speaks to the app.' } },
  create(context) {
    if (/src\/backend\/tauri(\.test)?\.ts$/.test(context.filename)) return {};
    const look = (node) => {
      if (String(node.source?.value ?? '').startsWith('@tauri-apps')) context.report({ node, messageId: 'door' });
    };
    return { ImportDeclaration: look, ImportExpression: look, ExportNamedDeclaration: look, ExportAllDeclaration: look };
  },
};
