using System.Text;
using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Tests.Laws;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Yaml;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Shapes;

/// <summary>
/// Pods in the shapes of well-known projects, with nothing but the label: what was admitted without the agent is admitted with it. What becomes of each
/// stands in expected.md, for a person to review; <c>make golden</c> writes it anew.
/// </summary>
public sealed class ShapesTests
{
    private const string Head =
        "# What becomes of each Pod of pods.yaml\n\n"
        + "| Pod | decision, reload | mounts | warnings and notes | agent: user, port, requests, limits |\n|---|---|---|---|---|\n";

    private static readonly bool Rewrites = Environment.GetEnvironmentVariable("REWRITE_GOLDEN") == "1";

    private static readonly Dictionary<string, JObject> Pods = ManifestYaml.Parse(File.ReadAllText(PathOf("pods.yaml")))
        .Select(json => JObject.Parse(json.ToJsonString())).ToDictionary(NameOf, WithTheLabel);

    public static TheoryData<string> Names => [.. Pods.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void PodIsAdmitted(string name)
    {
        var outcome = Outcome.Of(Pods[name]);

        Assert.Empty(outcome.Result.Errors);
        Assert.Equal(outcome.Result.Reason == Reasons.Injected, outcome.Changed);
        Assert.False(Outcome.Of(outcome.After).Changed);
    }

    [Fact]
    public void ShapeCaseComesOutAsExpected()
    {
        var table = Table();
        if (Rewrites)
        {
            File.WriteAllText(PathOf("expected.md"), table, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        Assert.Equal(File.ReadAllText(PathOf("expected.md")), table);
    }

    private static string Table()
    {
        var table = new StringBuilder(Head);
        foreach (var (name, pod) in Pods)
        {
            var outcome = Outcome.Of(pod);
            var record = outcome.Result.Record;
            table.Append(string.Create(null, $"| {name} | {outcome.Result.Reason.Code}{(record is null ? "" : ", " + record.Reload)} | "))
                .AppendJoin("<br>", record?.Mounts.Select(Mount) ?? []).Append(" | ")
                .AppendJoin(", ", outcome.Result.Notes.Select(note => note.Reason.Code)).Append(" | ").Append(Agent(outcome.After)).Append(" |\n");
        }

        return table.ToString();
    }

    private static string Mount(MountRecord mount) => $"{mount.Container} {mount.Path}: {mount.Strategy}{(mount.Now is null ? "" : " " + mount.Now)}";

    private static string Agent(JObject pod)
    {
        var agent = ResourcesGen.Containers(pod["spec"]!).FirstOrDefault(container => (string?)container["name"] == InjectedNames.AgentContainer);
        return agent is null ? "" : $"{agent.SelectToken("securityContext.runAsUser")}, {agent.SelectToken("ports[0].containerPort")?.ToString() ?? "none"}, "
            + $"{Amounts(agent, "requests")}, {Amounts(agent, "limits")}";
    }

    private static string Amounts(JToken agent, string field) =>
        agent["resources"]?[field] is JObject amounts ? string.Join(' ', amounts.PropertyValues().Select(amount => (string?)amount)) : "none";

    private static string NameOf(JObject pod) => (string)pod["metadata"]!["name"]!;

    private static JObject WithTheLabel(JObject pod)
    {
        pod["metadata"]!["labels"] = new JObject { [InjectedNames.InjectLabelKey] = "enabled" };
        return pod;
    }

    private static string PathOf(string file) => Repository.PathOf("tests", "Injection.Tests", "Shapes", file);
}
