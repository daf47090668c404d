using System.Globalization;
using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Laws;

/// <summary>Everything of the original that no strategy names stays as it was, in its place: read off the record, not off the code that made it.</summary>
public sealed class UntouchedLawTests
{
    private static readonly string[] AddedToSpec = ["containers", "initContainers", "volumes", "shareProcessNamespace", "securityContext", "imagePullSecrets"];

    private static readonly string[] Texts = ["args", "command", "env", "livenessProbe", "lifecycle"];

    [Fact]
    public void FieldsOfThePodStay() => Law.Holds(PodGen.Pods, pod =>
    {
        var (before, _, after) = Outcome.Of(pod);

        AssertSame(Without(before, "metadata", "spec"), Without(after, "metadata", "spec"));
        AssertSame(Without(before["spec"]!, AddedToSpec), Without(after["spec"]!, AddedToSpec));
        AssertSame(Without(before["metadata"]!, "labels", "annotations"), Without(after["metadata"]!, "labels", "annotations"));
        AssertSame(before["metadata"]!["labels"] ?? new JObject(), Without(after["metadata"]!["labels"] ?? new JObject(), InjectedNames.StatusLabelKey));
        AssertSame(before["metadata"]!["annotations"] ?? new JObject(), Without(after["metadata"]!["annotations"] ?? new JObject(), InjectedNames.RecordAnnotationKey));
        AssertSame(Without(before["spec"]!["securityContext"] ?? new JObject(), "fsGroup"), Without(after["spec"]!["securityContext"] ?? new JObject(), "fsGroup"));
        if (before.SelectToken("spec.securityContext.fsGroup") is { } group)
        {
            AssertSame(group, after.SelectToken("spec.securityContext.fsGroup")!);
        }

        if (before.SelectToken("spec.shareProcessNamespace") is { } shared)
        {
            AssertSame(shared, after["spec"]!["shareProcessNamespace"]!);
        }
    });

    [Fact]
    public void VolumesAndInitContainersStayInFrontOfOurs() => Law.Holds(PodGen.Pods, pod =>
    {
        var (before, _, after) = Outcome.Of(pod);
        foreach (var list in new[] { "volumes", "initContainers" })
        {
            var own = before["spec"]![list] as JArray ?? [];
            var all = after["spec"]![list] as JArray ?? [];
            AssertSame(new JArray(own.Where(IsNoTarget)), new JArray(all.Take(own.Count).Where(IsNoTarget)));
            Assert.Equal(own.Select(one => (string?)one["name"]), all.Take(own.Count).Select(one => (string?)one["name"]));
            Assert.All(all.Skip(own.Count), added => Assert.StartsWith(InjectedNames.AgentContainer, (string?)added["name"], StringComparison.Ordinal));
        }
    });

    [Fact]
    public void PullSecretsStayInFrontOfTheAgents() => Law.Holds(PodGen.Pods, pod =>
    {
        var (before, result, after) = Outcome.Of(pod);
        var own = before["spec"]!["imagePullSecrets"] as JArray ?? [];
        var all = after["spec"]!["imagePullSecrets"] as JArray ?? [];
        var wanted = result.Reason == Reasons.Injected && before.SelectToken($"metadata.annotations['{PodAnnotations.AgentPullSecrets.Key}']") is { } list
            ? ((string)list!).Split(',', StringSplitOptions.TrimEntries)
            : [];

        AssertSame(own, new JArray(all.Take(own.Count)));
        Assert.Equal(wanted.Except(own.Select(secret => (string?)secret["name"])), all.Skip(own.Count).Select(secret => (string?)secret["name"]));
    });

    [Fact]
    public void ContainersStayButForWhatTheRecordNames() => Law.Holds(PodGen.Pods, pod =>
    {
        var (before, result, after) = Outcome.Of(pod);
        foreach (var (container, changed) in Containers(before).Zip(Containers(after)))
        {
            var mounts = result.Record?.Mounts.Where(mount => mount.Container == (string)container["name"]!).ToList() ?? [];
            AssertSame(Without(container, [.. Texts, "volumeMounts"]), Without(changed, [.. Texts, "volumeMounts"]));
            AssertMounts(container, changed, mounts);
            AssertTexts(container, changed, mounts);
        }
    });

    private static void AssertMounts(JToken before, JToken after, List<MountRecord> records)
    {
        var left = (after["volumeMounts"] as JArray ?? []).ToList();
        foreach (var mount in before["volumeMounts"] as JArray ?? [])
        {
            var record = records.Find(found => found.Path == Normal(mount["mountPath"]!));
            if (record?.Strategy == MountStrategy.IntoVolume)
            {
                continue;
            }

            var now = left[0];
            left.RemoveAt(0);
            string[] changing = record?.Strategy switch
            {
                MountStrategy.Rewrite => ["mountPath", "subPath", "name"],
                MountStrategy.KeepPath => ["name", "subPath", "readOnly"],
                MountStrategy.SubDirectory or MountStrategy.Copied => ["name", "subPath"],
                _ => [],
            };
            AssertSame(Without(mount, changing), Without(now, changing));
            Assert.Equal(record?.Now ?? Normal(mount["mountPath"]!), Normal(now["mountPath"]!));
        }

        // Whatever is added stands behind: only a target's volume and a marker are.
        Assert.True(left.Count(static mount => (string?)mount["mountPath"] != InjectedNames.MarkerPath) <= 1);
    }

    // A native sidecar can be a target; other init containers cannot.
    private static bool IsNoTarget(JToken one) => (string?)one["restartPolicy"] != "Always";

    // Those of the Pod's author, in their order; ours stand behind.
    private static IEnumerable<JToken> Containers(JObject pod) => pod.SelectTokens("$.spec.containers[*]").Concat(pod.SelectTokens("$.spec.initContainers[*]"))
        .Where(container => ((string?)container["name"])?.StartsWith(InjectedNames.AgentContainer, StringComparison.Ordinal) == false);

    private static void AssertTexts(JToken before, JToken after, List<MountRecord> records)
    {
        var moved = records.Where(record => record.Strategy == MountStrategy.Rewrite).ToList();
        foreach (var field in Texts)
        {
            var original = before[field] is { } value ? Strings(value) : [];
            var changed = after[field] is { } other ? Strings(other) : [];
            Assert.Equal(original.Count, changed.Count);
            foreach (var (text, now) in original.Zip(changed).Where(pair => pair.First != pair.Second))
            {
                // Putting the old paths back gives the old text: nothing else of it changed.
                var back = moved.OrderByDescending(record => record.Now!.Length)
                    .Aggregate(now, (current, record) => current.Replace($"{record.Now}/{FileNameIn(current, record)}", record.Path, StringComparison.Ordinal));
                Assert.Equal(text, back);
            }
        }
    }

    // What stands behind the directory, up to the end of the text or what ends a path there.
    private static string FileNameIn(string text, MountRecord record)
    {
        var at = text.IndexOf(record.Now! + "/", StringComparison.Ordinal);
        var rest = at < 0 ? "" : text[(at + record.Now!.Length + 1)..];
        var end = rest.IndexOfAny([' ', ',', '"', ':']);
        return at < 0 ? "\0" : end < 0 ? rest : rest[..end];
    }

    private static List<string> Strings(JToken token) =>
        [.. token.SelectTokens("$..*").OfType<JValue>().Select(value => value.ToString(CultureInfo.InvariantCulture))];

    private static string Normal(JToken path) => "/" + string.Join('/', ((string)path!).Split('/').Where(step => step is not ("" or ".")));

    private static JObject Without(JToken json, params string[] fields)
    {
        var rest = (JObject)json.DeepClone();
        Array.ForEach(fields, field => rest.Remove(field));
        return rest;
    }

    private static void AssertSame(JToken expected, JToken actual) => Assert.Equal(expected.ToString(), actual.ToString());
}
