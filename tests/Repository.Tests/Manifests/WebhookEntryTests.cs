using ConfigSync.Cli.Workloads;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>The offline commands and the API server agree on which entry calls.</summary>
public sealed class WebhookEntryTests
{
    public static TheoryData<string?, string?> Pairs() => SelectorLawTests.Pairs();

    [KubectlTheory]
    [MemberData(nameof(Pairs))]
    public void EntryThatIsToldOfflineIsTheOneThatIsRegistered(string? onNamespace, string? onPod)
    {
        foreach (var name in WebhookEntry.ProtectedNamespaces.Append("shop"))
        {
            var registered = SelectorLawTests.Called(name, onNamespace, onPod).ToArray();
            var told = WebhookEntry.For(name, onNamespace, onPod);

            Assert.Equal(registered, told is null ? [] : [told.Name]);
            Assert.All(SelectorLawTests.Entries().Where(entry => entry.Text("name") == told?.Name), entry => Assert.Equal(entry.Text("failurePolicy"), told!.FailurePolicy));
        }
    }
}
