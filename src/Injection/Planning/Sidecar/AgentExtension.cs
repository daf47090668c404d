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
    // In the order in which they stand on the command line. --other names a container that may not be reloaded.
    private static readonly ProgramOption[] Descriptions = [AgentFlags.Uses, AgentFlags.Mounts, AgentFlags.Runs, AgentFlags.Other];

    public static AgentExtension Of(ContainerView agent, IReadOnlyList<string> wanted, IEnumerable<AgentMount> mounts)
    {
        var present = agent.Arguments.ToList();
        var merged = Merge(present, wanted);
        return new AgentExtension(
            agent, merged.SequenceEqual(present, StringComparer.Ordinal) ? null : merged, [.. mounts.Where(mount => agent.MountAt(mount.Path) is null)]);
    }

    /// <summary>
    /// What is wanted and missing goes behind what is there. A source that is watched as a whole stays so, and one that is wanted as a whole
    /// loses its limits; of other flags, which may be given once, the one that is there counts.
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

        foreach (var container in wanted.Select(ContainerOf).OfType<string>().Distinct())
        {
            // One that used nothing so far was named as one to leave alone.
            if (wanted.Any(argument => Gives(AgentFlags.Uses, argument) && ContainerOf(argument) == container) && merged.Contains(AgentFlags.Other.With(container)))
            {
                merged.RemoveAll(argument => ContainerOf(argument) == container);
            }

            // Of a container that the agent knows, what it uses may grow; and another container may have come with the mount by which it was known.
            var isKnown = merged.Exists(argument => ContainerOf(argument) == container);
            var added = wanted.Where(argument =>
                ContainerOf(argument) == container && !merged.Contains(argument) && (!isKnown || Gives(AgentFlags.Uses, argument) || Gives(AgentFlags.Mounts, argument))).ToList();
            if (added.Exists(static argument => Gives(AgentFlags.Mounts, argument)))
            {
                merged.RemoveAll(argument => ContainerOf(argument) == container && Gives(AgentFlags.Mounts, argument));
            }

            merged.AddRange(added);
        }

        foreach (var flag in AgentFlags.All.Where(flag => !flag.Repeatable && !merged.Exists(argument => Gives(flag, argument))))
        {
            merged.AddRange(wanted.Where(argument => Gives(flag, argument)));
        }

        return merged;
    }

    private static bool Gives(ProgramOption flag, string argument) =>
        argument == flag.Flag || argument.StartsWith(flag.With(""), StringComparison.Ordinal);

    // The container that an argument names or describes.
    private static string? ContainerOf(string argument)
    {
        foreach (var flag in Descriptions)
        {
            if (Gives(flag, argument))
            {
                var colon = argument.IndexOf(':', StringComparison.Ordinal);
                return argument[flag.With("").Length..(colon < 0 ? argument.Length : colon)];
            }
        }

        return null;
    }

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
