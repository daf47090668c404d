namespace ConfigSync.Repository.Tests.Images;

/// <summary>The rules for images, each shown to bite. The Dockerfile itself is judged by <c>make lint</c>.</summary>
public sealed class DockerfileTests : IDisposable
{
    private const string Good =
        """
        FROM sdk:10.0 AS publish
        RUN publish
        FROM runtime:10.0 AS app
        LABEL org.opencontainers.image.source="x" \
              org.opencontainers.image.title="y"
        USER 65532:65532
        COPY --from=publish /out/app /app
        ENTRYPOINT ["/app"]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("config-sync-dockerfile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void GoodDockerfileHasNoFinding() => Assert.Equal("", Findings(Good));

    [Fact]
    public void OwnDockerfileHasNoFinding() =>
        Assert.Equal("", Findings(File.ReadAllText(Sources.PathOf("Dockerfile")), File.ReadAllText(Sources.PathOf(".dockerignore"))));

    [Theory]
    [InlineData("runtime:10.0", "runtime", "pinned by a tag")]
    [InlineData("runtime:10.0", "runtime:latest", "not latest")]
    [InlineData("USER 65532:65532\n", "", "not root")]
    [InlineData("USER 65532:65532", "USER root", "not root")]
    [InlineData("USER 65532:65532", "USER 0", "not root")]
    [InlineData("ENTRYPOINT [\"/app\"]", "ENTRYPOINT /app", "exec form")]
    [InlineData("ENTRYPOINT [\"/app\"]", "", "has an ENTRYPOINT")]
    [InlineData("COPY --from", "ADD --from", "not ADD")]
    [InlineData("USER 65532:65532", "USER 65532\nRUN chmod +x /app", "cannot RUN")]
    [InlineData("RUN publish", "RUN curl -o x http://y", "downloaded by hand")]
    [InlineData("RUN publish", "RUN apt-get install --yes clang && rm -rf /var/lib/apt/lists/*", "--no-install-recommends")]
    [InlineData("RUN publish", "ENV NUGET_TOKEN=x", "no credential")]
    [InlineData("org.opencontainers.image.title", "title", "labels")]
    public void BreachIsFound(string good, string bad, string finding) =>
        Assert.Contains(finding, Findings(Good.Replace(good, bad, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void IgnoreFileThatLetsEverythingInIsFound() => Assert.Contains("first rule", Findings(Good, "bin/\n"), StringComparison.Ordinal);

    private string Findings(string dockerfile, string ignored = "*\n")
    {
        var (file, ignore) = (Path.Combine(_folder, "Dockerfile"), Path.Combine(_folder, ".dockerignore"));
        File.WriteAllText(file, dockerfile + "\n");
        File.WriteAllText(ignore, ignored);
        return Tools.Output("bash", Sources.PathOf(".ci", "lint-dockerfile"), file, ignore);
    }
}
