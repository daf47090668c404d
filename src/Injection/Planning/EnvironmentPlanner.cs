using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning;

/// <summary>The objects that <c>env</c> and <c>envFrom</c> of containers refer to.</summary>
internal static class EnvironmentPlanner
{
    /// <summary>True when a container has references that count, as env-changes and sources say.</summary>
    public static bool HasReference(ContainerView container, PodSettings settings) =>
        settings.EnvChanges != EnvChangesValues.Ignore && container.Environment.Exists(reference => Counts(reference, settings));

    /// <summary>Each object once, with the keys that are used; whole when one reference takes all of it.</summary>
    public static List<EnvironmentObject> Objects(IEnumerable<ContainerView> containers, PodSettings settings) =>
        containers
            .SelectMany(container => container.Environment)
            .Where(reference => Counts(reference, settings))
            .GroupBy(reference => (reference.Kind, reference.Name))
            .OrderBy(group => group.Key.Kind, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .Select(group => new EnvironmentObject(
                group.Key.Kind,
                group.Key.Name,
                group.Any(reference => reference.Key is null)
                    ? null
                    : group.Select(reference => reference.Key!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()))
            .ToList();

    /// <summary>Names of the containers that refer to an object.</summary>
    public static IEnumerable<string> UsersOf(EnvironmentObject found, List<ContainerView> containers) =>
        containers
            .Where(container => container.Environment.Exists(reference => reference.Kind == found.Kind && reference.Name == found.Name))
            .Select(static container => container.Name);

    private static bool Counts(EnvironmentReference reference, PodSettings settings) => reference.Kind == ObjectRecord.ConfigMap || settings.WatchesSecrets;
}
