import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { type DynamicModule, Module } from '@nestjs/common';
import { ApiKeysController } from './apiKeys/apiKeysController.js';
import { AccessGuard } from './auth/accessGuard.js';
import { SessionController } from './auth/sessionController.js';
import { EventsController } from './events/eventsController.js';
import { IncidentsController } from './incidents/incidentsController.js';
import { LineageController } from './lineage/lineageController.js';
import { DependencyMapController } from './maps/dependencyMapController.js';
import { MapDiffController } from './maps/mapDiffController.js';
import { MapExportController } from './maps/mapExportController.js';
import { MapsController } from './maps/mapsController.js';
import { ModelsController } from './models/modelsController.js';
import { ProfilesController } from './models/profilesController.js';
import { PushController } from './repositories/push/pushController.js';
import { RawBodies } from './repositories/push/rawBodies.js';
import { RegistrationService } from './repositories/registrationService.js';
import { RepositoriesController } from './repositories/repositoriesController.js';
import { FailedJobsController } from './status/failedJobsController.js';
import { StatusController } from './status/statusController.js';
import { DeliveriesController } from './webhooks/deliveriesController.js';
import { WebhooksController } from './webhooks/webhooksController.js';

/** REST v1 and server-sent events. */
@Module({})
export class ApiModule {
  static register(platform: Platform): DynamicModule {
    return {
      module: ApiModule,
      providers: [{ provide: PLATFORM, useValue: platform }, AccessGuard, RawBodies, RegistrationService],
      controllers: [
        ApiKeysController,
        DeliveriesController,
        DependencyMapController,
        EventsController,
        FailedJobsController,
        IncidentsController,
        LineageController,
        MapDiffController,
        MapExportController,
        MapsController,
        ModelsController,
        ProfilesController,
        PushController,
        RepositoriesController,
        SessionController,
        StatusController,
        WebhooksController,
      ],
    };
  }
}
