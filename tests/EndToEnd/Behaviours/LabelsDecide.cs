using System.Net;
using ConfigSync.EndToEnd.Running;

namespace ConfigSync.EndToEnd.Behaviours;

internal sealed class LabelsDecide : Behaviour
{
    public override string Promise => "the Pod's label wins over the Namespace's; a value that nobody knows is refused";

    public override async Task<string> RunAsync(Stage stage)
    {
        (string? Namespace, string? Pod, bool Injected)[] table =
        [
            (null, null, false), (null, "enabled", true), (null, "true", true), (null, "required", true), (null, "disabled", false),
            ("enabled", null, true), ("enabled", "disabled", false), ("enabled", "false", false), ("required", null, true), ("required", "disabled", false),
            ("disabled", null, false), ("disabled", "enabled", true),
        ];
        foreach (var row in table.GroupBy(static row => row.Namespace))
        {
            var space = await stage.NamespaceAsync($"label-{row.Key ?? "none"}", label: row.Key);
            foreach (var (_, label, injected) in row)
            {
                var answer = (await stage.Cluster.Api.CreateAsync(Workloads.Pod($"pod-{label ?? "none"}", space, label))).Done();
                Assert.True(Pod.HasAgent(answer) == injected, $"Namespace {row.Key}, Pod {label}: injected is {!injected}");
            }

            var unknown = await stage.Cluster.Api.CreateAsync(Workloads.Pod("pod-unknown", space, "enabeld"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.Code);
            Assert.Contains("'enabeld'", unknown.Message, StringComparison.Ordinal);
            await stage.DropAsync(space);
        }

        return $"{table.Length} pairs";
    }
}
