import type {
  RegisteredRepository,
  RepositoryCredential,
  RepositoryPatch,
  RepositoryRegistration,
} from '@driftline/contracts';
import {
  newId,
  nextCheck,
  type Platform,
  type RegistrationPatch,
  registrationSecrets,
  type StoredRegistration,
} from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Inject, Injectable } from '@nestjs/common';
import { checkRepository, policyOf } from '../maps/checkRepository.js';
import { checkCredential } from './checkCredential.js';
import { findRegistration } from './findRegistration.js';
import { toRegistered } from './toRegistered.js';

/** What is shown of a repository; the secret of its pushes only when it is new. */
export type Answer = RegisteredRepository & { pushSecret?: string };

/** Registers repositories, changes and forgets them. Every change is followed by a look at the branch. */
@Injectable()
export class RegistrationService {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  async list(): Promise<RegisteredRepository[]> {
    const { registrations, maps } = this.platform.database;
    const [stored, newest] = await Promise.all([registrations.list(), maps.newestIds()]);
    return stored.map((each) => toRegistered(each, newest.get(each.id)));
  }

  async get(id: string): Promise<RegisteredRepository> {
    return await this.shown(await findRegistration(this.platform, id));
  }

  async create({ url, branch, schedule, credential }: RepositoryRegistration): Promise<Answer> {
    const { database, secretBox, config } = this.platform;
    const policy = policyOf(config);
    const checked = await checkRepository(url, policy);
    checkCredential(checked, credential, policy);
    const [id, pushSecret] = [newId(), registrationSecrets.newPushSecret()];
    const stored = await database.registrations.create({
      id,
      url: checked,
      branch,
      schedule,
      credentialKind: credential?.kind ?? null,
      sealedCredential: registrationSecrets.sealCredential(secretBox, id, credential),
      sealedPushSecret: registrationSecrets.sealPushSecret(secretBox, id, pushSecret),
      nextCheckAt: firstCheck(schedule),
    });
    await this.look(id);
    return { ...toRegistered(stored, undefined), pushSecret };
  }

  async change(id: string, patch: RepositoryPatch): Promise<Answer> {
    const stored = await findRegistration(this.platform, id);
    const pushSecret = patch.renewPushSecret ? registrationSecrets.newPushSecret() : undefined;
    await this.platform.database.registrations.update(id, {
      ...this.moved(patch),
      ...(patch.credential === undefined ? {} : this.credentialOf(stored, patch.credential)),
      ...(pushSecret === undefined
        ? {}
        : { sealedPushSecret: registrationSecrets.sealPushSecret(this.platform.secretBox, id, pushSecret) }),
    });
    await this.look(id);
    const shown = await this.get(id);
    return pushSecret === undefined ? shown : { ...shown, pushSecret };
  }

  async delete(id: string): Promise<void> {
    await findRegistration(this.platform, id);
    await this.platform.database.registrations.delete(id);
  }

  private async shown(stored: StoredRegistration): Promise<RegisteredRepository> {
    const newest = await this.platform.database.maps.newestIds();
    return toRegistered(stored, newest.get(stored.id));
  }

  /** Another branch is mapped even where it stands at the same commit: it is another line of maps. */
  private moved({ branch, schedule }: RepositoryPatch): RegistrationPatch {
    return {
      ...(branch === undefined ? {} : { branch, commit: null }),
      ...(schedule === undefined ? {} : { schedule, nextCheckAt: firstCheck(schedule) }),
    };
  }

  /** The host keys that were learnt are forgotten with the credential: this is how a server's new key is accepted. */
  private credentialOf(
    stored: StoredRegistration,
    credential: RepositoryCredential | null,
  ): RegistrationPatch {
    const { secretBox, config } = this.platform;
    checkCredential(stored.url, credential, policyOf(config));
    return {
      credentialKind: credential?.kind ?? null,
      sealedCredential: registrationSecrets.sealCredential(secretBox, stored.id, credential),
      hostKeys: null,
    };
  }

  private async look(repositoryId: string): Promise<void> {
    await this.platform.queue.add('pollRepository', { repositoryId }, { dedupe: repositoryId });
  }
}

/** @throws CodedError `schedule_invalid` */
function firstCheck(schedule: string | null): number | null {
  return schedule === null ? null : nextCheck(schedule, Date.now());
}
