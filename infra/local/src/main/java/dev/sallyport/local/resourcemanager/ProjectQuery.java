package dev.sallyport.local.resourcemanager;

import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.projects.Project;
import java.util.Arrays;
import java.util.List;

/** The query of SearchProjects: terms FIELD:VALUE that all have to hold, over id, name and parent. */
record ProjectQuery(List<Term> terms) {
    record Term(String field, String value) {
        boolean matches(Project project) {
            String actual = field.equals("parent") ? project.organization() : project.id();
            return value.endsWith("*")
                    ? actual.startsWith(value.substring(0, value.length() - 1))
                    : actual.equals(value);
        }
    }

    static ProjectQuery parse(String query) {
        return new ProjectQuery(Arrays.stream(query.trim().split("\\s+(AND\\s+)?"))
                .filter(term -> !term.isEmpty())
                .map(ProjectQuery::term)
                .toList());
    }

    boolean matches(Project project) {
        return terms.stream().allMatch(term -> term.matches(project));
    }

    private static Term term(String text) {
        String[] parts = text.split("[:=]", 2);
        if (parts.length < 2
                || !List.of("id", "projectId", "displayName", "name", "parent").contains(parts[0])) {
            throw ApiException.invalid("query: '" + text
                    + "' is not emulated; expected terms such as id:my-project or parent:organizations/123");
        }
        return new Term(parts[0], parts[1]);
    }
}
