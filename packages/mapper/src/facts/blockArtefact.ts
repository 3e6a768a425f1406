/** Type of the artefacts in which analyzers hand out declared blocks: resources, variables, modules. */
export const blockArtefact = 'infrastructure-block';
