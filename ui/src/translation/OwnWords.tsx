/** Listens for a campaign's own words, and has them said. It draws nothing. */
import { useEffect } from 'react';
import { useAsk } from '../shared/backend';
import { layOver } from './own-words';

export function OwnWords() {
  const { data } = useAsk((backend) => backend.ownWords(), []);
  useEffect(() => {
    if (data) layOver(data);
  }, [data]);
  // What a campaign says goes with the campaign.
  useEffect(() => () => layOver([]), []);
  return null;
}
