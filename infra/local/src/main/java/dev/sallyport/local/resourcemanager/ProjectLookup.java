package dev.sallyport.local.resourcemanager;

import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.projects.Project;
import dev.sallyport.local.projects.Projects;

/** Finds projects as callers name them. A number cannot make a project come into being, an id does. */
final class ProjectLookup {
    private ProjectLookup() {}

    static Project in(Projects projects, String idOrNumber) {
        boolean isNumber = idOrNumber.chars().allMatch(Character::isDigit);
        return isNumber ? projects.find(idOrNumber).orElseThrow(() -> absent(idOrNumber)) : projects.named(idOrNumber);
    }

    /** Google Cloud does not say which of the two it is. */
    private static ApiException absent(String project) {
        return ApiException.forbidden(
                "The caller does not have permission to read project " + project + ", or it does not exist");
    }
}
