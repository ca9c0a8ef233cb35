import type { Issue } from '../issue.ts';
import { checkEntities } from './entities.ts';
import { checkEntityLedger } from './entity-ledger.ts';
import { checkEvents } from './events.ts';
import { checkFeatured } from './featured.ts';
import { checkLedgers } from './ledgers.ts';
import { checkMetadata } from './metadata.ts';
import type { CheckedArchive, Rule } from './rule.ts';

const rules: readonly Rule[] = [checkEntities, checkMetadata, checkEvents, checkFeatured, checkLedgers, checkEntityLedger];

/** Everything that is wrong with an archive whose files could each be read. */
export function checkArchive(archive: CheckedArchive): Issue[] {
  return rules.flatMap((rule) => rule(archive));
}
