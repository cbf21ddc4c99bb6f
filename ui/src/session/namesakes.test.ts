/** Who is marked as having another's name. */
import { describe, expect, it } from 'vitest';
import { namesakes } from './namesakes';

const child = (id: string, given_name: string, family_name: string, preferred_name: string | null = null) => ({
  id,
  given_name,
  family_name,
  preferred_name,
});

describe('namesakes', () => {
  it('children of one name are told apart', () => {
    const children = [
      child('a', 'Amara', 'Okafor'),
      child('b', 'Amara', 'Okafor'),
      child('c', 'Ben', 'Okafor'),
      child('d', 'Amara', 'Hill'),
    ];
    expect([...namesakes(children)].sort()).toEqual(['a', 'b']);
  });

  it('accents, capitals and blanks do not tell two children apart', () => {
    expect(namesakes([child('a', 'José', 'Silva'), child('b', 'JOSE ', 'silva')]).size).toBe(2);
  });

  it('a name somebody is called by counts as a name', () => {
    expect(namesakes([child('a', 'Alexandra', 'Hill', 'Sasha'), child('b', 'Sasha', 'Hill')]).size).toBe(2);
    expect(namesakes([child('a', 'Alexandra', 'Hill', 'Sasha')]).size).toBe(0);
  });
});
