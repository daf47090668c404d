using ConfigSync.Contract;
using ConfigSync.Injection.Planning.Edits;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>Additions to a container of the agent that is there already: arguments and mounts are added, none is taken away or changed.</summary>
/// <param name="Container">The container.</param>
/// <param name="Arguments">All its arguments from now on, or null when they stay.</param>
/// <param name="Mounts">The mounts that it does not have yet.</param>
internal sealed record AgentExtension(ContainerView Container, IReadOnlyList<string>? Arguments, IReadOnlyList<AgentMount> Mounts)
{
    public static AgentExtension Of(ContainerView agent, IReadOnlyList<string> wanted, IEnumerable<AgentMount> mounts)
    {
        var present = agent.Arguments.ToList();
        var merged = Merge(present, wanted);
        return new AgentExtension(
            agent, merged.SequenceEqual(present, StringComparer.Ordinal) ? null : merged, [.. mounts.Where(mount => agent.MountAt(mount.Path) is null)]);
    }

    /// <summary>
    /// What is wanted and missing goes behind what is there. A source that is watched as a whole stays so, and one that is wanted as a whole
    /// loses its limits; of other flags, which may be given once, the one that is there counts, but for the number of targets.
    /// </summary>
    private static List<string> Merge(List<string> present, IReadOnlyList<string> wanted)
    {
        var merged = new List<string>(present);
        foreach (var source in wanted.Where(IsSource).Select(NameOf))
        {
            var isKnown = present.Exists(argument => IsSource(argument) && NameOf(argument) == source);
            var isNarrow = present.Exists(argument => IsOnly(argument, source));
            var wantsWhole = !wanted.Any(argument => IsOnly(argument, source));
            if (isNarrow && wantsWhole)
            {
                merged.RemoveAll(argument => IsOnly(argument, source));
            }

            var skipsLimits = isKnown && !isNarrow;
            merged.AddRange(wanted.Where(argument => BelongsTo(argument, source) && !merged.Contains(argument) && !(skipsLimits && IsOnly(argument, source))));
        }

        var targets = merged.FindIndex(argument => Gives(AgentFlags.Targets, argument));
        if (targets >= 0)
        {
            merged[targets] = wanted.FirstOrDefault(argument => Gives(AgentFlags.Targets, argument)) ?? merged[targets];
        }

        foreach (var flag in AgentFlags.All.Where(flag => !flag.Repeatable && !merged.Exists(argument => Gives(flag, argument))))
        {
            merged.AddRange(wanted.Where(argument => Gives(flag, argument)));
        }

        return merged;
    }

    private static bool Gives(ProgramOption flag, string argument) =>
        argument == flag.Flag || argument.StartsWith(flag.With(""), StringComparison.Ordinal);

    private static bool IsSource(string argument) => argument.StartsWith(AgentFlags.Source.With(""), StringComparison.Ordinal);

    private static string NameOf(string source) => source[AgentFlags.Source.With("").Length..source.IndexOf(':', StringComparison.Ordinal)];

    private static bool IsOnly(string argument, string source) => argument.StartsWith(AgentFlags.Only.With(source + "/"), StringComparison.Ordinal);

    private static bool BelongsTo(string argument, string source) =>
        argument.StartsWith(AgentFlags.Source.With(source + ":"), StringComparison.Ordinal)
        || IsOnly(argument, source)
        || argument.StartsWith(AgentFlags.Ignore.With(source + "/"), StringComparison.Ordinal)
        || argument == AgentFlags.RestartOn.With(source)
        || IsCopyOf(argument, AgentFlags.Copy, source)
        || IsCopyOf(argument, AgentFlags.CopyInPlace, source);

    private static bool IsCopyOf(string argument, ProgramOption flag, string source) =>
        argument.StartsWith(flag.With(source + "/"), StringComparison.Ordinal) || argument.StartsWith(flag.With(source + ":"), StringComparison.Ordinal);
}
