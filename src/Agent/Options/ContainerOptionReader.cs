using ConfigSync.Contract;
using ConfigSync.Options;

namespace ConfigSync.Agent.Options;

/// <summary>Reads the containers and the evidence of their processes.</summary>
internal static class ContainerOptionReader
{
    private const int LongestName = 63;

    public static IReadOnlyList<ContainerOption> Read(OptionValues values, IReadOnlyList<SourceOption> sources, OptionErrors errors)
    {
        var uses = Pairs(AgentFlags.Uses, values, errors, static source => source.Length > 0);
        foreach (var (container, source) in uses.Where(use => sources.All(known => known.Name != use.Value)))
        {
            errors.Add(AgentFlags.Uses.Flag, "name a source", $"{container}:{source}");
        }

        foreach (var twice in uses.GroupBy(static use => use).Where(static same => same.Count() > 1).Select(static same => same.Key))
        {
            errors.Add(AgentFlags.Uses.Flag, "name each source of a container once", $"{twice.Container}:{twice.Value}");
        }

        var containers = uses.GroupBy(static use => use.Container, static use => use.Value)
            .Select(static container => new ContainerOption(container.Key) { Sources = [.. container.Distinct()] })
            .ToList();
        AddOthers(containers, values, errors);
        var mounts = Pairs(AgentFlags.Mounts, values, errors, static paths => ParseMount(paths) is not null);
        var words = Pairs(AgentFlags.Runs, values, errors, static word => word.Length > 0);
        Require(containers, AgentFlags.Mounts, mounts, errors);
        Require(containers, AgentFlags.Runs, words, errors);
        return containers.ConvertAll(container => container with
        {
            Mounts = [.. mounts.Where(mount => mount.Container == container.Name).Select(static mount => ParseMount(mount.Value)!)],
            Words = [.. words.Where(word => word.Container == container.Name).Select(static word => word.Value)],
        });
    }

    private static void AddOthers(List<ContainerOption> containers, OptionValues values, OptionErrors errors)
    {
        foreach (var name in values.AllOf(AgentFlags.Other))
        {
            if (!IsName(name))
            {
                errors.Add(AgentFlags.Other.Flag, "be the name of a container", name);
            }
            else if (containers.Exists(container => container.Name == name))
            {
                errors.Add(AgentFlags.Other.Flag, $"name each container once, and none that {AgentFlags.Uses.Flag} names", name);
            }
            else
            {
                containers.Add(new ContainerOption(name));
            }
        }
    }

    // The value is cut at the first colon: a container's name holds none, what follows it may.
    private static List<(string Container, string Value)> Pairs(ProgramOption flag, OptionValues values, OptionErrors errors, Func<string, bool> keeps)
    {
        var pairs = new List<(string, string)>();
        foreach (var text in values.AllOf(flag))
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && IsName(text[..colon]) && keeps(text[(colon + 1)..]))
            {
                pairs.Add((text[..colon], text[(colon + 1)..]));
            }
            else if (flag == AgentFlags.Runs)
            {
                errors.Add($"{flag.Flag} must be {flag.Form}");
            }
            else
            {
                errors.Add(flag.Flag, flag == AgentFlags.Mounts ? $"be {flag.Form}, the paths without '.', '..' or empty parts" : $"be {flag.Form}", text);
            }
        }

        return pairs;
    }

    private static void Require(List<ContainerOption> containers, ProgramOption flag, List<(string Container, string Value)> evidence, OptionErrors errors)
    {
        foreach (var name in evidence.Select(static line => line.Container).Distinct().Where(name => containers.TrueForAll(container => container.Name != name)))
        {
            errors.Add(flag.Flag, $"name a container of {AgentFlags.Uses.Flag} or {AgentFlags.Other.Flag}", name);
        }
    }

    // A mount point holds no colon, since Kubernetes allows none; a file's path may.
    private static MountEvidence? ParseMount(string paths)
    {
        var colon = paths.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && OptionPaths.IsCleanAbsolute(paths[..colon]) && OptionPaths.IsCleanAbsolute(paths[(colon + 1)..])
            ? new MountEvidence(paths[..colon], paths[(colon + 1)..])
            : null;
    }

    // A DNS label, as Kubernetes wants it.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name[0] != '-' && name[^1] != '-' && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
