using ConfigSync.Contract;
using ConfigSync.Options;

namespace ConfigSync.Agent.Options;

/// <summary>Reads the copies.</summary>
internal static class CopyRuleReader
{
    public static IReadOnlyList<CopyRule> Read(OptionValues values, IReadOnlyList<SourceOption> sources, OptionErrors errors)
    {
        var rules = new List<CopyRule>();
        foreach (var flag in (ProgramOption[])[AgentFlags.Copy, AgentFlags.CopyInPlace])
        {
            foreach (var text in values.AllOf(flag))
            {
                var rule = Parse(text, inPlace: flag == AgentFlags.CopyInPlace);
                if (rule is null)
                {
                    errors.Add(flag.Flag, $"be {flag.Form}, the paths without '.', '..' or empty parts", text);
                }
                else if (Objection(rule, sources, rules) is { } objection)
                {
                    errors.Add(flag.Flag, objection, text);
                }
                else
                {
                    rules.Add(rule);
                }
            }
        }

        return rules;
    }

    private static CopyRule? Parse(string text, bool inPlace)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0)
        {
            return null;
        }

        var from = text[..colon];
        var target = text[(colon + 1)..];
        var slash = from.IndexOf('/', StringComparison.Ordinal);
        var path = slash < 0 ? "" : from[(slash + 1)..];
        return OptionPaths.IsCleanAbsolute(target) && slash != 0 && (slash < 0 || OptionPaths.IsCleanRelative(path))
            ? new CopyRule(slash < 0 ? from : from[..slash], path, target, inPlace)
            : null;
    }

    private static string? Objection(CopyRule rule, IReadOnlyList<SourceOption> sources, List<CopyRule> before)
    {
        if (sources.All(source => source.Name != rule.Source))
        {
            return "name a source";
        }

        if (before.Exists(other => other.Source == rule.Source && other.Path == rule.Path && other.Target == rule.Target))
        {
            return "say each copy once";
        }

        return sources.Any(source => OptionPaths.IsAtOrUnder(rule.Target, source.Path)) ? "not write into a source" : null;
    }
}
