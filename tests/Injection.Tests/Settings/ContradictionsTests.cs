using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Tests.Settings;

public sealed class ContradictionsTests
{
    [Theory]
    [InlineData("reload=none reload-url=http://x/", "", "reload-url needs reload: http")]
    [InlineData("reload-method=PUT", "", "reload-method needs reload: http")]
    [InlineData("reload-url=http://x/ signal=SIGHUP", "", "signal needs reload: signal")]
    [InlineData("reload=none process=app", "", "process needs reload: signal or restart, or env-changes: restart")]
    [InlineData("verify-timeout=5s", "", "verify-timeout needs verify-url")]
    [InlineData("target-claim=data", "", "target-claim needs target-path")]
    [InlineData("reload=http", "", "'http' needs config-sync.dev/reload-url")]
    [InlineData("reload=signal", "\"hostPID\":true", "'signal' contradicts spec.hostPID 'true'")]
    [InlineData("reload=restart", "\"shareProcessNamespace\":false", "'restart' contradicts spec.shareProcessNamespace 'false'")]
    [InlineData("reload=none env-changes=restart", "\"hostPID\":true", "'restart' contradicts spec.hostPID 'true'")]
    [InlineData("reload=restart", "\"restartPolicy\":\"Never\"", "reload 'restart' needs spec.restartPolicy 'Always' (was 'Never')")]
    [InlineData("reload=none env-changes=restart", "\"restartPolicy\":\"OnFailure\"", "env-changes 'restart' needs spec.restartPolicy 'Always' (was 'OnFailure')")]
    [InlineData("run-as-user=0", "\"securityContext\":{\"runAsNonRoot\":true}", "run-as-user '0' contradicts spec.securityContext.runAsNonRoot 'true'")]
    public void SettingsOfThePodMustMakeSenseTogether(string annotations, string spec, string message) =>
        Assert.Contains(message, Assert.Single(Find(Pairs(annotations), [], spec)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("reload-url=http://x/ reload-method=PUT", "")]
    [InlineData("signal=SIGUSR1 process=app", "")]
    [InlineData("reload=none env-changes=restart process=app", "")]
    [InlineData("verify-url=http://x/ verify-timeout=5s", "")]
    [InlineData("target-path=/srv target-claim=data", "")]
    [InlineData("", "\"hostPID\":true")]
    [InlineData("reload=none", "\"shareProcessNamespace\":false")]
    [InlineData("reload=signal", "\"shareProcessNamespace\":true")]
    [InlineData("reload=restart", "\"restartPolicy\":\"Always\"")]
    [InlineData("reload=signal", "\"restartPolicy\":\"Never\"")]
    [InlineData("run-as-user=0", "")]
    public void WhatMakesSenseIsNoError(string annotations, string spec) => Assert.Empty(Find(Pairs(annotations), [], spec));

    [Theory]
    [InlineData("signal=SIGUSR1 process=app", "reload=none")]
    [InlineData("reload-method=PUT", "")]
    [InlineData("verify-timeout=5s", "")]
    [InlineData("target-claim=data", "")]
    public void ValueOfAProfileThatDoesNotApplyIsPassedOver(string profile, string annotations) =>
        Assert.Empty(Find(Pairs(annotations), Pairs(profile), ""));

    [Theory]
    [InlineData("reload=signal", "\"hostPID\":true")]
    [InlineData("reload=restart", "\"shareProcessNamespace\":false")]
    public void ProfileCannotContradictThePod(string profile, string spec) => Assert.Empty(Find([], Pairs(profile), spec));

    private static IReadOnlyList<Finding> Find((string, string)[] annotations, (string, string)[] profile, string spec)
    {
        var errors = new ErrorList();
        Contradictions.Find(Some.Settings(annotations, profile), Some.Pod(spec), errors);
        Assert.All(errors.ToList(), error => Assert.Equal(Reasons.Contradiction, error.Reason));
        return errors.ToList();
    }

    private static (string, string)[] Pairs(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]))];
}
