using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.State;
using ConfigSync.TestKit;

namespace ConfigSync.Agent.Tests.State;

public sealed class StateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsSavedIsLoaded()
    {
        var hash = new ContentHash(1, 2);
        var state = new AgentState();
        state.Sources["app"] = new SourceProgress(hash, null, new ContentHash(3, 4));
        state.Written["/t/a \"b\""] = new WrittenFile(hash, 0x1a4, "app:/t");
        state.EndedBySignal.Add("java");

        Assert.Null(new StateFile(_folder.PathOf("state")).Save(state));
        var loaded = new StateFile(_folder.PathOf("state")).Load(out var problem);

        Assert.Null(problem);
        Assert.Equal(state.Sources, loaded.Sources);
        Assert.Equal(state.Written, loaded.Written);
        Assert.Equal(state.EndedBySignal, loaded.EndedBySignal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"sources":{},"written":{},"endedBySignal":[]}""")]
    [InlineData("""{"version":1,"sources":{"a":{"told":"zz"}},"written":{},"endedBySignal":[]}""")]
    [InlineData("""{"version":1,"sources":[],"written":{},"endedBySignal":[]}""")]
    public void WhatMakesNoSenseCountsAsNothing(string content)
    {
        _folder.Write("state.json", content);
        var state = new StateFile(_folder.Path).Load(out var problem);
        Assert.Contains("can't read state", problem, StringComparison.Ordinal);
        Assert.Empty(state.Sources);
    }

    [Fact]
    public void ProblemOfSavingIsReportedOnce()
    {
        var file = new StateFile(_folder.Write("a-file", "") + "/state");
        Assert.Contains("can't keep state", file.Save(new AgentState()), StringComparison.Ordinal);
        Assert.Null(file.Save(new AgentState()));
    }
}
