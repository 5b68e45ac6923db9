package dev.sallyport.local.iap;

import dev.sallyport.local.projects.Project;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A resource that carries an IAP policy or settings, by its canonical name: the project by number, backend services and
 * forwarding rules by id. It inherits from what it lies in.
 */
record IapResource(String name) {
    static IapResource ofProject(Project project) {
        return new IapResource("projects/" + project.number());
    }

    /** This resource and what it inherits from, nearest first: service, all services, all of IAP, project. */
    List<IapResource> lineage() {
        List<IapResource> lineage = new ArrayList<>();
        String[] segments = name.split("/");
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < segments.length; i++) {
            path.append(i == 0 ? "" : "/").append(segments[i]);
            boolean complete = i > 0 && !segments[i].equals("services") && !segments[i].equals("versions");
            if (complete) {
                lineage.add(new IapResource(path.toString()));
            }
        }
        Collections.reverse(lineage);
        return lineage;
    }

    boolean isProject() {
        return name.indexOf('/') == name.lastIndexOf('/');
    }
}
