/** Compiles and links, or says which stage failed and why. */
export function linkProgram(
  gl: WebGL2RenderingContext,
  vertex: string,
  fragment: string,
): WebGLProgram {
  const program = gl.createProgram();
  const stages = [
    compile(gl, gl.VERTEX_SHADER, 'vertex', vertex),
    compile(gl, gl.FRAGMENT_SHADER, 'fragment', fragment),
  ];
  stages.forEach(stage => gl.attachShader(program, stage));
  gl.linkProgram(program);
  stages.forEach(stage => gl.deleteShader(stage));
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(
      `Heatmap program does not link: ${gl.getProgramInfoLog(program)}`,
    );
  }
  return program;
}

function compile(
  gl: WebGL2RenderingContext,
  type: number,
  name: string,
  source: string,
) {
  const shader = gl.createShader(type);
  if (!shader) {
    throw new Error(
      `Heatmap ${name} shader cannot be created: the WebGL context is lost`,
    );
  }
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (
    !gl.getShaderParameter(shader, gl.COMPILE_STATUS) &&
    !gl.isContextLost()
  ) {
    throw new Error(
      `Heatmap ${name} shader does not compile: ${gl.getShaderInfoLog(shader)}`,
    );
  }
  return shader;
}
