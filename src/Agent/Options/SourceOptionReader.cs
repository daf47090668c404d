using ConfigSync.Contract;
using ConfigSync.Options;

namespace ConfigSync.Agent.Options;

/// <summary>Reads the sources and what narrows them.</summary>
internal static class SourceOptionReader
{
    public static IReadOnlyList<SourceOption> Read(OptionValues values, OptionErrors errors)
    {
        var sources = ReadSources(values, errors);
        var only = ReadPaths(AgentFlags.Only, values, sources, errors);
        var ignored = ReadPaths(AgentFlags.Ignore, values, sources, errors);
        var restarts = values.AllOf(AgentFlags.RestartOn).ToHashSet(StringComparer.Ordinal);
        foreach (var name in restarts.Where(name => sources.TrueForAll(source => source.Name != name)))
        {
            errors.Add(AgentFlags.RestartOn.Flag, "name a source", name);
        }

        return sources.ConvertAll(source => source with
        {
            Only = [.. only.Where(path => path.Source == source.Name).Select(static path => path.Path)],
            Ignored = [.. ignored.Where(path => path.Source == source.Name).Select(static path => path.Path)],
            Restarts = restarts.Contains(source.Name),
        });
    }

    private static List<SourceOption> ReadSources(OptionValues values, OptionErrors errors)
    {
        var sources = new List<SourceOption>();
        foreach (var text in values.AllOf(AgentFlags.Source))
        {
            var colon = text.LastIndexOf(':');
            var name = text[..Math.Max(colon, 0)];
            var path = text[(colon + 1)..];
            if (name.Length == 0 || name.AsSpan().ContainsAny('/', ':') || !OptionPaths.IsCleanAbsolute(path))
            {
                errors.Add(AgentFlags.Source.Flag, $"be {AgentFlags.Source.Form}, the path without '.', '..' or empty parts", text);
            }
            else if (sources.Exists(source => source.Name == name))
            {
                errors.Add(AgentFlags.Source.Flag, "name each source once", text);
            }
            else
            {
                sources.Add(new SourceOption(name, path));
            }
        }

        return sources;
    }

    private static List<(string Source, string Path)> ReadPaths(ProgramOption flag, OptionValues values, List<SourceOption> sources, OptionErrors errors)
    {
        var paths = new List<(string, string)>();
        foreach (var text in values.AllOf(flag))
        {
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0 || !OptionPaths.IsCleanRelative(text[(slash + 1)..]))
            {
                errors.Add(flag.Flag, $"be {flag.Form}", text);
            }
            else if (sources.TrueForAll(source => source.Name != text[..slash]))
            {
                errors.Add(flag.Flag, "name a source", text);
            }
            else
            {
                paths.Add((text[..slash], text[(slash + 1)..]));
            }
        }

        return paths;
    }
}
