using ConfigSync.TestKit.Fuzz;
using ConfigSync.TestKit.Http;

namespace ConfigSync.Webhook.Tests.Admission;

public sealed class FuzzTests(ServingWebhook serving) : IClassFixture<ServingWebhook>
{
    [Fact]
    public async Task DamagedRequestsGetPreciseAnswersAndPatchesThatApply()
    {
        // The long run, with 100,000 of them, is `make fuzz`.
        var run = await FuzzRun.RunAsync(serving.Process, 2_000, seed: 1);
        Assert.Empty(run.Failures);
        Assert.InRange(run.Patches, 100, 2_000);
        Assert.Equal(2_000, run.Answers.Values.Sum());
    }
}
