using ConfigSync.Contract;

namespace ConfigSync.Agent.Options;

/// <summary>Reads the sources and what narrows them.</summary>
internal static class SourceOptionReader
{
    public static IReadOnlyList<SourceOption> Read(OptionValues values, OptionFaults faults)
    {
        var sources = ReadSources(values, faults);
        var only = ReadPaths(AgentFlags.Only, values, sources, faults);
        var ignored = ReadPaths(AgentFlags.Ignore, values, sources, faults);
        var restarts = values.All(AgentFlags.RestartOn).ToHashSet(StringComparer.Ordinal);
        foreach (var name in restarts.Where(name => sources.TrueForAll(source => source.Name != name)))
        {
            faults.Add(AgentFlags.RestartOn.Switch, "name a source", name);
        }

        return sources.ConvertAll(source => source with
        {
            Only = [.. only.Where(path => path.Source == source.Name).Select(static path => path.Path)],
            Ignored = [.. ignored.Where(path => path.Source == source.Name).Select(static path => path.Path)],
            Restarts = restarts.Contains(source.Name),
        });
    }

    private static List<SourceOption> ReadSources(OptionValues values, OptionFaults faults)
    {
        var sources = new List<SourceOption>();
        foreach (var text in values.All(AgentFlags.Source))
        {
            var colon = text.LastIndexOf(':');
            var name = text[..Math.Max(colon, 0)];
            var path = text[(colon + 1)..];
            if (name.Length == 0 || name.AsSpan().ContainsAny('/', ':') || !OptionPaths.IsCleanAbsolute(path))
            {
                faults.Add(AgentFlags.Source.Switch, $"be {AgentFlags.Source.Value}, the path without '.', '..' or empty parts", text);
            }
            else if (sources.Exists(source => source.Name == name))
            {
                faults.Add(AgentFlags.Source.Switch, "name each source once", text);
            }
            else
            {
                sources.Add(new SourceOption(name, path));
            }
        }

        return sources;
    }

    private static List<(string Source, string Path)> ReadPaths(AgentFlag flag, OptionValues values, List<SourceOption> sources, OptionFaults faults)
    {
        var paths = new List<(string, string)>();
        foreach (var text in values.All(flag))
        {
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0 || !OptionPaths.IsCleanRelative(text[(slash + 1)..]))
            {
                faults.Add(flag.Switch, $"be {flag.Value}", text);
            }
            else if (sources.TrueForAll(source => source.Name != text[..slash]))
            {
                faults.Add(flag.Switch, "name a source", text);
            }
            else
            {
                paths.Add((text[..slash], text[(slash + 1)..]));
            }
        }

        return paths;
    }
}
