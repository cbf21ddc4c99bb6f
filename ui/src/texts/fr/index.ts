/** The French words, file by file as in `en/`. */
export default import.meta.glob<object>('./*.json', { eager: true, import: 'default' });
