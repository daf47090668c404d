using System.Collections;
using ConfigSync.Agent.Options;
using ConfigSync.Contract;

namespace ConfigSync.Agent.Tests.Options;

public sealed class AgentOptionsReaderTests
{
    [Fact]
    public void EveryFlagIsUnderstood()
    {
        var options = Accept(
            "--source=app:/etc/app", "--source=env:/config/env", "--only=env/KEY", "--ignore=app/labels",
            "--copy=app:/data/app", "--copy=app/a:b.yaml:/data/a.yaml", "--copy-in-place=env/KEY:/files/0",
            "--drift=restore", "--reload=signal", "--restart-on=env", "--signal=SIGUSR1", "--process=nginx",
            "--uses=web:app", "--uses=web:env", "--uses=proxy:env",
            "--mounts=web:/etc/app:/config-sync/sources/app/a:b", "--runs=web:nginx", "--runs=web:-g daemon: off;", "--other=mesh",
            "--grace-period=10s", "--reload-url=http://localhost:9090/-/reload", "--reload-method=PUT",
            "--verify-url=https://localhost/ready", "--verify-timeout=1m30s", "--interval=5s", "--listen=127.0.0.1:81",
            "--state=/config-sync/state", "--once", "--check", "--log-format=text");

        Assert.Equal(["app", "env"], options.Sources.Select(static source => source.Name));
        Assert.Equal(["labels"], options.Sources[0].Ignored);
        Assert.Equal(["KEY"], options.Sources[1].Only);
        Assert.Equal([false, true], options.Sources.Select(static source => source.Restarts));
        Assert.Equal(
            [new CopyRule("app", "", "/data/app", false), new CopyRule("app", "a:b.yaml", "/data/a.yaml", false), new CopyRule("env", "KEY", "/files/0", true)],
            options.Copies);
        Assert.Equal(
            (DriftMode.Restore, ReloadMode.Signal, "SIGUSR1", "nginx", TimeSpan.FromSeconds(10)),
            (options.Drift, options.Reload, options.Signal, options.Process, options.GracePeriod));
        Assert.Equal(
            ("http://localhost:9090/-/reload", "PUT", "https://localhost/ready", TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(5)),
            (options.ReloadUrl!.ToString(), options.ReloadMethod, options.VerifyUrl!.ToString(), options.VerifyTimeout, options.Interval));
        Assert.Equal(["web", "proxy", "mesh"], options.Containers.Select(static container => container.Name));
        Assert.Equal([true, true, false], options.Containers.Select(static container => container.IsTarget));
        Assert.Equal(["app", "env"], options.Containers[0].Sources);
        Assert.Equal([new MountEvidence("/etc/app", "/config-sync/sources/app/a:b")], options.Containers[0].Mounts);
        Assert.Equal(["nginx", "-g daemon: off;"], options.Containers[0].Words);
        Assert.True(options.Check);
        Assert.Equal(("127.0.0.1", 81, "/config-sync/state", true, true),
            (options.Listen!.Address!.ToString(), options.Listen.Port, options.State, options.Once, options.LogAsText));
    }

    [Fact]
    public void EveryErrorIsReportedAtOnce()
    {
        var parsed = AgentOptionsReader.Program.Parse(
            [
                "--source=app:relative", "--copy=other:/data", "--copy=app/../x:/y", "--reload=shout", "--signal=SIGKILL", "--uses=web", "--mounts=web:etc:/etc",
                "--interval=10ms", "--reload-url=ftp://x", "--listen=nowhere", "--relod=http", "--state=/a/../b", "stray",
            ],
            Variables());

        Assert.Equal(
            """
            invalid option: --relod is unknown; did you mean --reload?
            invalid option: stray is unknown
            invalid option: --source must be <source>:<absolute path>, the path without '.', '..' or empty parts (was 'app:relative')
            invalid option: --copy must name a source (was 'other:/data')
            invalid option: --copy must be <source>[/<path>]:<absolute path>, the paths without '.', '..' or empty parts (was 'app/../x:/y')
            invalid option: --reload must be one of signal, http, restart, none (was 'shout')
            invalid option: --signal must be one of SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, SIGCONT, SIGURG, SIGWINCH, SIGIO, SIGPWR (was 'SIGKILL')
            invalid option: --uses must be <container>:<source> (was 'web')
            invalid option: --mounts must be <container>:<absolute path>:<absolute path>, the paths without '.', '..' or empty parts (was 'web:etc:/etc')
            invalid option: --reload-url must be an http or https URL
            invalid option: --interval must be a duration from 1s to 1h (was '10ms')
            invalid option: --listen must be [<address>]:<port> or off (was 'nowhere')
            invalid option: --state must be an absolute path without '.', '..' or empty parts (was '/a/../b')
            """.Split('\n'),
            parsed.Errors);
    }

    [Theory]
    [InlineData("--source=a:/a --source=a:/b", "--source must name each source once (was 'a:/b')")]
    [InlineData("--source=a:/a --reload=http", "--reload-url must be given with --reload=http")]
    [InlineData("--source=a:/a --once", "--once must come with a copy to make (--copy or --copy-in-place)")]
    [InlineData("--reload=none", "--source must be given at least once")]
    [InlineData("--source=a:/a --install=/bin", "--install must come without --source: it installs the program and exits")]
    [InlineData("--install=bin", "--install must be an absolute path without '.', '..' or empty parts (was 'bin')")]
    [InlineData("--install-https", "--install-https must come with --install")]
    [InlineData("--check", "--check must come with --state, the directory of the agent that is asked about")]
    [InlineData("--source=a:/a --uses=web:b", "--uses must name a source (was 'web:b')")]
    [InlineData("--source=a:/a --uses=Web:a", "--uses must be <container>:<source> (was 'Web:a')")]
    [InlineData("--source=a:/a --uses=web:a --uses=web:a", "--uses must name each source of a container once (was 'web:a')")]
    [InlineData("--source=a:/a --other=-x", "--other must be the name of a container (was '-x')")]
    [InlineData("--source=a:/a --uses=web:a --other=web", "--other must name each container once, and none that --uses names (was 'web')")]
    [InlineData("--source=a:/a --mounts=web:/a:/a", "--mounts must name a container of --uses or --other (was 'web')")]
    [InlineData("--source=a:/a --runs=web:secret", "--runs must name a container of --uses or --other (was 'web')")]
    [InlineData("--source=a:/a --runs=secret", "--runs must be <container>:<word>")]
    [InlineData("--source=a:/a --copy=a:/a/b", "--copy must not write into a source (was 'a:/a/b')")]
    [InlineData("--source=a:/a --copy=a:/t --copy=a:/t", "--copy must say each copy once (was 'a:/t')")]
    [InlineData("--source=a:/a --restart-on=b", "--restart-on must name a source (was 'b')")]
    [InlineData("--source=a:/a --only=b/x", "--only must name a source (was 'b/x')")]
    [InlineData("--source=a:/a --ignore=a/../x", "--ignore must be <source>/<path> (was 'a/../x')")]
    [InlineData("--source=a:/a --reload=none --reload=none", "--reload must be given once (was 'none' and 'none')")]
    [InlineData("--source=a:/a --process=", "--process must be a name without a directory (was '')")]
    [InlineData("--source=a:/a --process", "--process must have a value (<executable name>)")]
    [InlineData("--source=a:/a --process=/usr/sbin/nginx", "--process must be a name without a directory (was '/usr/sbin/nginx')")]
    public void WhatCannotBeIsRefused(string arguments, string error) =>
        Assert.Equal(["invalid option: " + error], AgentOptionsReader.Program.Parse(arguments.Split(' '), Variables()).Errors);

    [Fact]
    public void WhoAsksWhetherTheAgentIsReadyNamesNoSource() => Assert.True(Accept("--check", "--state=/config-sync/state").Check);

    [Fact]
    public void VariableSaysWhatAFlagSays()
    {
        var parsed = AgentOptionsReader.Program.Parse([], Variables(
            ("CONFIG_SYNC_SOURCE", "a:/a\nb:/b\n"), ("CONFIG_SYNC_RELOAD", "http"), ("CONFIG_SYNC_RELOAD_URL", "http://x/"), ("CONFIG_SYNC_ONCE", "false")));

        Assert.Equal((2, ReloadMode.Http), (parsed.Options!.Sources.Count, parsed.Options.Reload));
    }

    [Fact]
    public void FlagWinsOverItsVariable() =>
        Assert.Equal(ReloadMode.None, AgentOptionsReader.Program.Parse(["--source=a:/a", "--reload=none"], Variables(("CONFIG_SYNC_RELOAD", "signal"))).Options!.Reload);

    [Fact]
    public void UnknownVariableIsRefused() => Assert.Equal(
        ["invalid option: CONFIG_SYNC_RELAOD is unknown; did you mean CONFIG_SYNC_RELOAD?"],
        AgentOptionsReader.Program.Parse(["--source=a:/a"], Variables(("CONFIG_SYNC_RELAOD", "none"))).Errors);

    [Theory]
    [InlineData("CONFIG_SYNC_WEBHOOK_SERVICE_HOST")]
    [InlineData("CONFIG_SYNC_WEBHOOK_SERVICE_PORT_HTTPS")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT", "tcp://10.0.0.1:443")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT_443_TCP")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT_443_TCP_ADDR")]
    [InlineData("CONFIG_SYNC_WEBHOOK_PORT_53_UDP_PROTO")]
    public void VariableThatTheKubeletSetsForAServiceIsNoOption(string variable, string value = "10.0.0.1") =>
        Assert.NotNull(AgentOptionsReader.Program.Parse(["--source=a:/a"], Variables((variable, value))).Options);

    [Fact]
    public void UrlWithAPasswordIsNotRepeated() => Assert.DoesNotContain(
        "secret", string.Join('\n', AgentOptionsReader.Program.Parse(["--source=a:/a", "--verify-url=htp://u:secret@x"], Variables()).Errors), StringComparison.Ordinal);

    [Fact]
    public void HelpNamesEveryFlag()
    {
        var help = AgentOptionsReader.Program.Help;
        Assert.All(AgentFlags.All, flag => Assert.Contains(flag.Flag + (flag.Form is null ? "" : "=" + flag.Form), help, StringComparison.Ordinal));
        Assert.True(AgentOptionsReader.Program.Parse(["--help", "--nonsense"], Variables()).Help);
    }

    [Theory]
    [InlineData(":9533", null, 9533)]
    [InlineData("[::1]:80", "::1", 80)]
    [InlineData("10.1.2.3:80", "10.1.2.3", 80)]
    public void ListenAddressIsRead(string text, string? address, int port)
    {
        var listen = ListenAddress.Parse(text)!;
        Assert.Equal((address, port), (listen.Address?.ToString(), listen.Port));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("::1:80")]
    [InlineData("host:80")]
    [InlineData(":65536")]
    public void ListenAddressThatIsNoneIsRefused(string text) => Assert.Null(ListenAddress.Parse(text));

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("a/b/c", true)]
    [InlineData("a/bc", false)]
    [InlineData("x", false)]
    public void OnlyCoversAPathAndWhatIsUnderIt(string file, bool counts) =>
        Assert.Equal(counts, new SourceOption("s", "/s") { Only = ["a/b"] }.Counts(file));

    private static AgentOptions Accept(params string[] arguments)
    {
        var parsed = AgentOptionsReader.Program.Parse(arguments, Variables());
        Assert.Empty(parsed.Errors);
        return parsed.Options!;
    }

    private static Hashtable Variables(params (string Name, string Value)[] variables)
    {
        var table = new Hashtable { ["PATH"] = "/bin" };
        Array.ForEach(variables, variable => table[variable.Name] = variable.Value);
        return table;
    }
}
