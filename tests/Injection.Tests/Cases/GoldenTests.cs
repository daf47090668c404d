namespace ConfigSync.Injection.Tests.Cases;

public sealed class GoldenTests
{
    // `make golden`: writes what came out into the sources, for a human to review as a diff.
    private static readonly bool Rewrites = Environment.GetEnvironmentVariable("REWRITE_GOLDEN") == "1";

    public static TheoryData<string> Names => [.. GoldenCase.All.Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void CaseComesOutAsExpected(string name)
    {
        var golden = GoldenCase.All.Single(found => found.Name == name);
        var outcome = GoldenOutcome.Of(golden);
        if (Rewrites)
        {
            golden.Write(GoldenCase.DecisionFile, outcome.Decision);
            golden.Write(GoldenCase.PatchFile, outcome.Patch);
            golden.Write(GoldenCase.PodFile, outcome.Pod);
        }

        Assert.Equal(golden.Read(GoldenCase.DecisionFile), outcome.Decision);
        Assert.Equal(golden.Read(GoldenCase.PatchFile), outcome.Patch);
        Assert.Equal(golden.Read(GoldenCase.PodFile), outcome.Pod);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CaseHoldsItsInputAndExpectationsAndNothingElse(string name)
    {
        var golden = GoldenCase.All.Single(found => found.Name == name);
        string[] known = [.. golden.Inputs, GoldenCase.SettingsFile, GoldenCase.DecisionFile, GoldenCase.PatchFile, GoldenCase.PodFile];

        Assert.Equal(golden.IsRecorded ? 0 : 1, golden.Inputs.Count);
        Assert.Empty(golden.Files.Except(known));
        Assert.Contains(GoldenCase.DecisionFile, golden.Files);
    }

    [Fact]
    public void RecordedCasesAreThoseOfTheRecordedRequests() =>
        Assert.Equal(GoldenCase.Recorded, GoldenCase.All.Where(golden => golden.IsRecorded).Select(golden => golden.Name));
}
