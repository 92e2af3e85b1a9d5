/** Stands in for `react-devtools-core`, which Ink would load only when debugging itself. */
export default {initialize() {}, connectToDevTools() {}};
