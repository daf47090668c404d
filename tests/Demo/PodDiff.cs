using System.Text.Json.Nodes;

namespace ConfigSync.Demo;

/// <summary>Shows two Pods as YAML, what changed with a little around it.</summary>
internal static class PodDiff
{
    private const int Context = 2;

    // What is longer is JSON inside an annotation; its beginning tells what it is.
    private const int Widest = 140;

    /// <summary>Writes the difference. Bookkeeping that no human reads is left out of both.</summary>
    public static void Write(JsonNode before, JsonNode after)
    {
        var lines = LineDiff.Of([.. Yaml.Lines(Readable(before))], [.. Yaml.Lines(Readable(after))]);
        var last = -1;
        for (var at = 0; at < lines.Count; at++)
        {
            if (!IsNear(lines, at))
            {
                continue;
            }

            if (at > last + 1)
            {
                Terminal.Say(Terminal.Faint("      ⋮"));
            }

            last = at;
            var (kind, whole) = lines[at];
            var text = whole.Length > Widest ? whole[..Widest] + "…" : whole;
            Terminal.Say(kind switch
            {
                '+' => Terminal.Added($"    + {text}"),
                '-' => Terminal.Removed($"    - {text}"),
                _ => Terminal.Faint($"      {text}"),
            });
        }
    }

    private static bool IsNear(List<(char Kind, string Text)> lines, int at) =>
        lines.Take(at + Context + 1).Skip(at - Context).Any(static line => line.Kind != ' ');

    private static JsonNode Readable(JsonNode pod)
    {
        var copy = pod.DeepClone();
        copy["metadata"]!.AsObject().Remove("managedFields");
        return copy;
    }
}
