using System.Runtime.InteropServices;

namespace ConfigSync.Contract.Tests;

public sealed class SignalNamesTests
{
    [Theory]
    [InlineData("SIGHUP", 1)]
    [InlineData("SIGUSR1", 10)]
    [InlineData("SIGUSR2", 12)]
    [InlineData("SIGTERM", 15)]
    [InlineData("SIGWINCH", 28)]
    public void NumberIsLinux(string name, int number)
    {
        Assert.True(SignalNames.TryGetNumber(name, out var found));
        Assert.Equal(number, found);
    }

    [Theory]
    [InlineData("SIGKILL")]
    [InlineData("SIGSTOP")]
    [InlineData("HUP")]
    [InlineData("sighup")]
    [InlineData("1")]
    [InlineData("")]
    public void NameThatNoApplicationCanActOnIsRefused(string name) => Assert.False(SignalNames.TryGetNumber(name, out _));

    [Fact]
    public void NumbersAreDistinct() => Assert.Distinct(SignalNames.All.Select(name => SignalNames.TryGetNumber(name, out var number) ? number : 0));

    [Fact]
    public void RuntimeKnowsTheSameHangUp()
    {
        // The agent itself is ended by the signals that the runtime names; the two sets must not contradict each other.
        Assert.Contains(nameof(PosixSignal.SIGHUP), SignalNames.All);
        Assert.Contains(nameof(PosixSignal.SIGTERM), SignalNames.All);
    }
}
