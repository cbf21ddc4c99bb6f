/** A worker at a door: registers a household and who lives there, is told who may be here already, moves, marks, takes back. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { memoryBackend } from '../backend/memory';
import { addressNow, openApp, press } from '../shared/test-app';

const MARIA = '30000000-0000-4000-8000-000000000001';
const label = (words: string) => screen.findByLabelText(words);

async function registerMaria(user: ReturnType<typeof openApp>['user'], papers: string) {
  await user.type(await label('Given name'), 'Mari');
  await user.type(await label('Family name (if there is one)'), 'Ndiaye');
  await user.click(await label('Only the age, about'));
  await user.type(await label('Age in years, about'), '36');
  await user.click(await label(papers));
}

describe('households and people', () => {
  it('a household is registered, and who lives there with an id from the pool', async () => {
    const { user } = openApp(memoryBackend('offline'), '/people');
    await press(user, 'new-household');
    await user.type(await label('Who speaks for the household'), 'Ada Okoro');
    await user.type(await label('How many people live here'), '2');
    await press(user, 'go-on');
    expect((await screen.findByTestId('saved')).textContent).toContain('Household saved on this device');
    await press(user, 'register-here');
    await registerMaria(user, 'By a new campaign id');
    await press(user, 'go-on');
    expect((await screen.findByTestId('individual-page')).textContent).toContain('Campaign id MV-003');
    expect(screen.getByTestId('individual-page').textContent).toContain('about 36 years');
  });

  it('says how many ids are left, and gives a temporary one when there are none', async () => {
    const backend = memoryBackend('offline');
    const { user } = openApp(backend, '/people');
    expect((await screen.findByTestId('people-counts')).textContent).toContain('3 ids left on this device');
    for (let left = 3; left > 0; left--) {
      const draft = { record: `x${left}`, area: 'mill-valley', household: null, given_name: 'A', family_name: null, date_of_birth: null };
      await backend.saveIndividual({ ...draft, age: 3, gender: null, documents: [], wants_id: true, head: false });
    }
    await waitFor(() => expect(screen.getByTestId('people-counts').textContent).toContain('No ids left on this device'));
    await press(user, 'new-individual');
    await registerMaria(user, 'By a new campaign id');
    expect(screen.getByTestId('individual-form').textContent).toContain('A temporary id is given');
    await press(user, 'go-on');
    expect((await screen.findByTestId('individual-page')).textContent).toContain('Temporary id');
  });

  it('asks while one types whether she is here already, and leads to her', async () => {
    const { user } = openApp(memoryBackend('offline'), '/people/register');
    await user.type(await label('Given name'), 'Mari');
    const similar = await screen.findByTestId('similar');
    expect(similar.textContent).toContain('Maria Ndiaye, about 36 years, Blue door, by the well, a similar name');
    expect(within(similar).getByRole('link').getAttribute('href')).toBe(`#/people/${MARIA}`);
  });

  it('leads from each fault to its field, and keeps nothing', async () => {
    const backend = memoryBackend('offline');
    const { user } = openApp(backend, '/people/register');
    await press(user, 'go-on');
    const summary = await screen.findByTestId('error-summary');
    expect(
      within(summary)
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['Write the given name', 'Say what is known of the birth', 'Say how this person is known']);
    await user.click(within(summary).getByText('Write the given name'));
    expect(document.activeElement).toBe(await label('Given name'));
    expect((await backend.findPeople({ area: null, text: 'mari', near: null, to_visit: false })).individuals).toHaveLength(1);
  });

  it('offers the documents that the campaign names, and any other one in words', async () => {
    const backend = memoryBackend('offline');
    const { user } = openApp(backend, '/people/register');
    await registerMaria(user, 'By a document');
    await press(user, 'go-on');
    expect((await screen.findByTestId('error-summary')).textContent).toContain('Say which document it is');
    await user.selectOptions(await label('Which document'), 'Voter card');
    await user.type(await label('Number on the document'), 'VC 12');
    await press(user, 'go-on');
    expect((await screen.findByTestId('individual-page')).textContent).toContain('Voter card VC 12');
    await press(user, 'correct');
    expect(await label('Which document')).toHaveProperty('value', 'Voter card');
    await user.selectOptions(await label('Which document'), 'Another document');
    const another = await screen.findByRole('textbox', { name: 'Another document' });
    expect(another).toHaveProperty('value', '');
    await user.type(another, 'Baptism card');
    await press(user, 'go-on');
    expect((await screen.findByTestId('individual-page')).textContent).toContain('Baptism card VC 12');
  });

  it('a campaign that names no documents has them written', async () => {
    const backend = memoryBackend('offline');
    const status = await backend.status();
    const areas = status.person!.areas.map((area) => ({ ...area, documents: [] }));
    backend.status = () => Promise.resolve({ ...status, person: { ...status.person!, areas } });
    const { user } = openApp(backend, '/people/register');
    await registerMaria(user, 'By a document');
    expect(screen.queryByRole('option', { name: 'Another document' })).toBeNull();
    await user.type(await screen.findByRole('textbox', { name: 'Which document' }), 'Passport');
    await user.type(await label('Number on the document'), 'X1');
    await press(user, 'go-on');
    expect((await screen.findByTestId('individual-page')).textContent).toContain('Passport X1');
  });

  it('a person moves, is found to be registered twice, and is told apart again', async () => {
    const backend = memoryBackend('offline');
    const draft = { record: 'second', area: 'mill-valley', household: null, given_name: 'Maria', family_name: 'Ndaye' };
    await backend.saveIndividual({
      ...draft,
      date_of_birth: null,
      age: 36,
      gender: null,
      documents: [],
      wants_id: false,
      head: false,
    });
    const { user } = openApp(backend, '/people/second');
    await press(user, 'move');
    await user.click((await screen.findAllByTestId('move-here'))[1]!);
    expect((await screen.findByTestId('saved')).textContent).toContain('The move is saved on this device');
    expect(screen.getByTestId('individual-page').textContent).toContain('Behind the mill');
    await press(user, 'duplicate');
    await press(user, 'is-she');
    expect((await screen.findByTestId('twice')).textContent).toContain('Maria Ndiaye');
    await user.click(screen.getByText('They are two people after all'));
    await waitFor(() => expect(screen.queryByTestId('twice')).toBeNull());
  });

  it('a removal can be taken back at once', async () => {
    const { user } = openApp(memoryBackend('offline'), `/people/${MARIA}`);
    await press(user, 'remove');
    await press(user, 'confirm');
    expect(addressNow()).toBe('/people');
    await press(user, 'undo');
    await screen.findByText('The removal was undone');
    await user.type(await screen.findByTestId('people-search'), 'maria');
    expect((await screen.findByTestId('individuals')).textContent).toContain('Maria Ndiaye');
  });

  it('nobody without areas sees anything of campaigns', async () => {
    const backend = memoryBackend('offline');
    const status = await backend.status();
    backend.status = () => Promise.resolve({ ...status, person: { ...status.person!, areas: [] } });
    openApp(backend, '/');
    await screen.findByTestId('nav-sessions');
    expect(screen.queryByTestId('nav-people')).toBeNull();
  });
});
