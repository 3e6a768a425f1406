import { at } from '../configValues.js';
import type { ResourceContext } from '../resourceContext.js';
import { environmentOf } from './containers.js';
import type { ResourceRules } from './resourceRule.js';

const variables =
  (...path: readonly string[]) =>
  (resource: ResourceContext): void => {
    for (const [name, value] of environmentOf(at(resource.values, ...path)))
      resource.setVariable(name, value);
  };

/** Services that run the repository's code and set its environment, without saying which script they start. */
export const settings: ResourceRules = {
  google_composer_environment: variables('config', 'software_config', 'env_variables'),
  azurerm_linux_function_app: variables('app_settings'),
  azurerm_windows_function_app: variables('app_settings'),
  azurerm_function_app: variables('app_settings'),
  azurerm_linux_web_app: variables('app_settings'),
  databricks_cluster: variables('spark_env_vars'),
  heroku_config: variables('vars'),
  aws_apprunner_service: variables(
    'source_configuration',
    'image_repository',
    'image_configuration',
    'runtime_environment_variables',
  ),
  aws_codebuild_project: variables('environment', 'environment_variable'),
  kubernetes_config_map: variables('data'),
  kubernetes_config_map_v1: variables('data'),
  'Microsoft.Web/sites': variables('properties', 'siteConfig', 'appSettings'),
};
