using ConfigSync.Cli.Workloads;

namespace ConfigSync.Repository.Tests.Manifests;

/// <summary>The offline commands and the API server agree on which entry calls.</summary>
public sealed class WebhookEntryTests
{
    public static TheoryData<string?, string?> Pairs() => SelectorLawTests.Pairs();

    [KubectlTheory]
    [MemberData(nameof(Pairs))]
    public void EntryThatIsNamedOfflineIsTheOneThatIsRegistered(string? onNamespace, string? onPod)
    {
        foreach (var name in WebhookEntry.ProtectedNamespaces.Append("shop"))
        {
            var registered = SelectorLawTests.Called(name, onNamespace, onPod).ToArray();
            var called = WebhookEntry.For(name, onNamespace, onPod);

            Assert.Equal(registered, called is null ? [] : [called.Name]);
            Assert.All(SelectorLawTests.Entries().Where(entry => entry.Text("name") == called?.Name), entry => Assert.Equal(entry.Text("failurePolicy"), called!.FailurePolicy));
        }
    }
}
